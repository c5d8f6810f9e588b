from fakellm import c


def called(x):
    if x:
        return c.create(
            x,
            k=1,
        )
    return None


called(1)
