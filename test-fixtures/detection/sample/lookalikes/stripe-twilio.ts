import Stripe from 'stripe';
import twilio from 'twilio';
import { Resend } from 'resend';
const stripe = new Stripe('k');
const sms = twilio('sid', 'token');
const resend = new Resend('k');
export async function pay(to: string, params: any) {
  await stripe.checkout.sessions.create({ mode: 'payment', line_items: [] });
  await stripe.customers.create({ email: to });
  await sms.messages.create({ body: 'hi', from: '+1', to });
  await sms.messages.create(params);
  await sms.verify.v2.services('x').verifications.create({ to, channel: 'sms' });
  await resend.emails.send({ from: 'a', to, subject: 's', html: 'h' });
}
