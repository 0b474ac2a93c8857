/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Claim: what comes from a phone is read as its sender meant it, and whatever it is made of costs no
 * more than its limits. */
#include "exchange-zip.h"

#include "pt-calendar-rule.h"
#include "pt-calendar.h"
#include "pt-chat.h"
#include "pt-import-limits.h"
#include "pt-import.h"
#include "pt-mail.h"

#include <string.h>

static GBytes *
bytes_of (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static PtMail *
read_mail (const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = bytes_of (text);
  return pt_mail_read (bytes, error);
}

/* ── Messages ── */

static void
test_mail_plain (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtMail) mail = read_mail ("From: =?UTF-8?Q?Zo=C3=AB_Jansen?= <zoe@example.org>\r\n"
                                       "Subject: =?UTF-8?B?S29mZmll?=\r\n =?UTF-8?B?dXVy?=\r\n"
                                       "Date: Thu, 12 Mar 2026 14:05:33 +0100\r\n"
                                       "Content-Type: text/plain; charset=\"iso-8859-1\"\r\n"
                                       "Content-Transfer-Encoding: quoted-printable\r\n"
                                       "\r\n"
                                       "Een caf=E9, lang=\r\ner dan een regel.\r\n",
                                       &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mail->from, ==, "Zoë Jansen <zoe@example.org>");
  g_assert_cmpstr (mail->subject, ==, "Koffieuur");
  g_assert_cmpstr (mail->moment, ==, "2026-03-12T14:05");
  g_assert_cmpstr (mail->text, ==, "Een café, langer dan een regel.");
  g_assert_cmpuint (mail->files->len, ==, 0);
}

static const char letter[] =
    "From: a@example.org\n"
    "MIME-Version: 1.0\n"
    "Content-Type: multipart/mixed; boundary=\"uit\"\n"
    "\n"
    "voor wie niets begrijpt\n"
    "--uit\n"
    "Content-Type: multipart/alternative; boundary=in\n"
    "\n"
    "--in\n"
    "Content-Type: text/html; charset=utf-8\n"
    "\n"
    "<p>Dag <b>An</b></p>\n"
    "--in--\n"
    "--uit\n"
    "Content-Type: image/png; name=\"x.png\"\n"
    "Content-Disposition: attachment; filename*=UTF-8''..%2F..%2Fkof%C3%ADe.png\n"
    "Content-Transfer-Encoding: base64\n"
    "\n"
    "aGFs\nbG8=\n"
    "--uit--\n"
    "naschrift\n";

static void
test_mail_parts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtMail) mail = read_mail (letter, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (mail->text, ==, "Dag **An**");
  g_assert_cmpuint (mail->files->len, ==, 1);
  const PtMailFile *file = g_ptr_array_index (mail->files, 0);
  g_assert_cmpstr (file->filename, ==, "kofíe.png");
  g_assert_cmpmem (g_bytes_get_data (file->bytes, NULL), g_bytes_get_size (file->bytes), "hallo",
                   5);
}

static void
test_mail_no_mail (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PtMail) mail = read_mail ("zomaar een tekst\nmet twee regels\n", &error);
  g_assert_null (mail);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT);
}

static void
append_level (GString *text, int level)
{
  g_string_append_printf (text, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", level,
                          level);
}

static void
test_mail_too_deep (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("From: a\n");
  for (int i = 0; i < 1000; i++)
    append_level (text, i);
  g_autoptr (PtMail) mail = read_mail (text->str, &error);
  g_assert_null (mail);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT);
}

static void
test_mail_too_many_parts (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString)
      text = g_string_new ("From: a\nContent-Type: multipart/mixed; boundary=b\n\n");
  for (int i = 0; i < 100000; i++)
    g_string_append (text, "--b\n\nx\n");
  g_autoptr (PtMail) mail = read_mail (text->str, &error);
  g_assert_null (mail);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT);
}

/* Every cut of a message is read or refused, and no file name leaves its folder. */
static void
test_mail_cut (void)
{
  for (gsize n = 0; n < sizeof letter; n++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new (letter, n);
      g_autoptr (PtMail) mail = pt_mail_read (bytes, NULL);
      for (guint i = 0; mail && i < mail->files->len; i++)
        g_assert_null (strchr (((PtMailFile *)g_ptr_array_index (mail->files, i))->filename, '/'));
    }
}

static void
test_noise (void)
{
  for (int round = 0; round < 300; round++)
    {
      g_autoptr (GString) text = g_string_new ("From: a\nBEGIN:VCALENDAR\n");
      for (int i = 0; i < 400; i++)
        g_string_append_c (text, (char)g_test_rand_int_range (0, 256));
      g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
      g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
      g_autoptr (PtMail) mail = pt_mail_read (bytes, NULL);
      g_autoptr (GPtrArray) calendar = pt_calendar_read (bytes, "2026-03-12", utc, NULL);
      g_autoptr (PtChat) chat = pt_chat_read (bytes, NULL);
      g_assert_true (mail == NULL || g_utf8_validate (mail->text, -1, NULL));
    }
}

/* ── Appointments ── */

static const char calendar[] =
    "BEGIN:VCALENDAR\r\n"
    "BEGIN:VEVENT\r\n"
    "SUMMARY:Koffie\\, met\r\n  taart\r\n"
    "LOCATION:Buurthuis\r\n"
    "DTSTART;TZID=Europe/Amsterdam:20260312T140000\r\n"
    "BEGIN:VALARM\r\nSUMMARY:Bel\r\nEND:VALARM\r\n"
    "END:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Utc\r\nDTSTART:20260312T080000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Hele dag\r\nDTSTART;VALUE=DATE:20260311\r\n"
    "DTEND;VALUE=DATE:20260313\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Gaat niet door\r\nSTATUS:CANCELLED\r\n"
    "DTSTART:20260312T100000Z\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Behalve\r\nRRULE:FREQ=DAILY\r\n"
    "EXDATE:20260312T100000\r\nDTSTART:20260301T100000\r\nEND:VEVENT\r\n"
    "BEGIN:VEVENT\r\nSUMMARY:Morgen\r\nDTSTART:20260313T100000\r\nEND:VEVENT\r\n"
    "END:VCALENDAR\r\n";

static void
test_calendar_day (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bytes_of (calendar);
  g_autoptr (GTimeZone) here = g_time_zone_new_identifier ("Europe/Amsterdam");
  g_autoptr (GPtrArray) found = pt_calendar_read (bytes, "2026-03-12", here, &error);
  g_autoptr (GString) said = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    {
      const PtAppointment *one = g_ptr_array_index (found, i);
      g_string_append_printf (said, "%s %s (%s)\n", one->moment, one->summary, one->place);
    }
  g_assert_cmpstr (said->str, ==,
                   "2026-03-12 Hele dag ()\n"
                   "2026-03-12T09:00 Utc ()\n"
                   "2026-03-12T14:00 Koffie, met taart (Buurthuis)\n");
}

static const struct
{
  const char *name, *rule, *start, *date;
  gboolean matches;
} rules[] = {
  { "once", NULL, "2026-03-12", "2026-03-13", FALSE },
  { "before", "FREQ=DAILY", "2026-03-12", "2026-03-11", FALSE },
  { "daily", "FREQ=DAILY;INTERVAL=3", "2026-03-12", "2026-03-18", TRUE },
  { "daily-not", "FREQ=DAILY;INTERVAL=3", "2026-03-12", "2026-03-17", FALSE },
  { "weekly", "FREQ=WEEKLY;BYDAY=TU,TH", "2026-03-12", "2026-03-17", TRUE },
  { "fortnight", "FREQ=WEEKLY;INTERVAL=2", "2026-03-12", "2026-03-26", TRUE },
  { "fortnight-not", "FREQ=WEEKLY;INTERVAL=2", "2026-03-12", "2026-03-19", FALSE },
  { "until", "FREQ=WEEKLY;UNTIL=20260319T000000Z", "2026-03-12", "2026-03-26", FALSE },
  { "count", "FREQ=WEEKLY;COUNT=2", "2026-03-12", "2026-03-19", TRUE },
  { "count-over", "FREQ=WEEKLY;COUNT=2", "2026-03-12", "2026-03-26", FALSE },
  { "monthly", "FREQ=MONTHLY", "2026-03-12", "2026-05-12", TRUE },
  { "second-thursday", "FREQ=MONTHLY;BYDAY=2TH", "2026-03-12", "2026-04-09", TRUE },
  { "last-thursday", "FREQ=MONTHLY;BYDAY=-1TH", "2026-03-26", "2026-04-30", TRUE },
  { "last-thursday-not", "FREQ=MONTHLY;BYDAY=-1TH", "2026-03-26", "2026-04-23", FALSE },
  { "yearly", "FREQ=YEARLY", "2020-03-12", "2026-03-12", TRUE },
  { "unknown", "FREQ=SECONDLY", "2026-03-12", "2026-03-13", FALSE },
};

static void
test_rule (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_assert_cmpint (pt_calendar_rule_matches (rules[i].rule, rules[i].start, NULL, rules[i].date),
                   ==, rules[i].matches);
}

static void
test_calendar_too_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new ("BEGIN:VCALENDAR\n");
  for (int i = 0; i <= PT_IMPORT_MAX_EVENTS; i++)
    g_string_append (text, "BEGIN:VEVENT\nEND:VEVENT\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GPtrArray) found = pt_calendar_read (bytes, "2026-03-12", utc, &error);
  g_assert_null (found);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT);
}

/* ── Conversations ── */

static const struct
{
  const char *name, *text, *read;
} chats[] = {
  { "android", "12-03-2026 14:05 - Fatima: Dag\nen nog iets\n13-03-2026 09:00 - An: Ja: goed\n",
    "2026-03-12T14:05 Fatima|Dag\nen nog iets|-\n2026-03-13T09:00 An|Ja: goed|-\n" },
  { "iphone", "\u200e[12/03/2026, 14:05:33] Fatima: Dag\n", "2026-03-12T14:05 Fatima|Dag|-\n" },
  { "american", "3/31/26, 2:05 PM - Fatima: Hi\n", "2026-03-31T14:05 Fatima|Hi|-\n" },
  { "midnight", "3/31/26, 12:05 AM - Fatima: Hi\n", "2026-03-31T00:05 Fatima|Hi|-\n" },
  { "program", "12-03-2026 14:05 - Berichten zijn versleuteld.\n",
    "2026-03-12T14:05 (null)|Berichten zijn versleuteld.|-\n" },
  { "photo", "12-03-2026 14:05 - An: IMG-1.jpg (bestand bijgevoegd)\n",
    "2026-03-12T14:05 An|IMG-1.jpg (bestand bijgevoegd)|IMG-1.jpg\n" },
  { "iphone-photo", "[12/03/2026, 14:05:33] An: \u200e<bijgevoegd: 1-PHOTO.jpg>\n",
    "2026-03-12T14:05 An|\u200e<bijgevoegd: 1-PHOTO.jpg>|1-PHOTO.jpg\n" },
  { "no-folder", "12-03-2026 14:05 - An: ../x.jpg (bestand bijgevoegd)\n",
    "2026-03-12T14:05 An|../x.jpg (bestand bijgevoegd)|-\n" },
};

static char *
say_chat (PtChat *chat)
{
  GString *said = g_string_new (NULL);
  GPtrArray *messages = pt_chat_get_messages (chat);
  for (guint i = 0; i < messages->len; i++)
    {
      const PtChatMessage *one = g_ptr_array_index (messages, i);
      g_string_append_printf (said, "%s %s|%s|%s\n", one->moment,
                              one->sender ? one->sender : "(null)", one->text,
                              one->filename ? one->filename : "-");
    }
  return g_string_free (said, FALSE);
}

static void
test_chat (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bytes_of (chats[i].text);
  g_autoptr (PtChat) chat = pt_chat_read (bytes, &error);
  g_assert_no_error (error);
  g_autofree char *said = say_chat (chat);
  g_assert_cmpstr (said, ==, chats[i].read);
}

static void
test_chat_zip (void)
{
  g_autoptr (GError) error = NULL;
  Zip *zip = zip_new ();
  zip_add (zip, "_chat.txt",
           "[12/03/2026, 14:05:33] An: <attached: 1.jpg>\n[13/03/2026, 9:00:00] An: Hoi\n", -1);
  zip_add (zip, "1.jpg", "beeld", 5);
  g_autoptr (GBytes) bytes = zip_close (zip);
  g_autoptr (PtChat) chat = pt_chat_read (bytes, &error);
  g_assert_no_error (error);
  g_autoptr (GBytes) photo = pt_chat_read_file (chat, "1.jpg", &error);
  g_autoptr (GBytes) none = pt_chat_read_file (chat, "2.jpg", NULL);
  g_autofree char *text = pt_chat_dup_text (chat, 1, "nl");

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (photo), ==, 5);
  g_assert_null (none);
  g_assert_cmpstr (text, ==, "**13 maart 2026**\n\n09:00 An: Hoi");
}

static void
test_chat_none (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = bytes_of ("zomaar een tekst");
  g_autoptr (PtChat) chat = pt_chat_read (bytes, &error);
  g_assert_null (chat);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_FORMAT);
}

static void
test_chat_too_many (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  for (int i = 0; i <= PT_IMPORT_MAX_MESSAGES; i++)
    g_string_append (text, "1-1-2026 1:00 - A: b\n");
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  g_autoptr (PtChat) chat = pt_chat_read (bytes, &error);
  g_assert_null (chat);
  g_assert_error (error, PT_IMPORT_ERROR, PT_IMPORT_ERROR_LIMIT);
}

static void
add_cases (const char *folder, const char *name, guint i, GTestDataFunc test)
{
  g_autofree char *path = g_strconcat (folder, name, NULL);
  g_test_add_data_func (path, GUINT_TO_POINTER (i), test);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/phone/mail/plain", test_mail_plain);
  g_test_add_func ("/phone/mail/parts", test_mail_parts);
  g_test_add_func ("/phone/mail/no-mail", test_mail_no_mail);
  g_test_add_func ("/phone/mail/too-deep", test_mail_too_deep);
  g_test_add_func ("/phone/mail/too-many-parts", test_mail_too_many_parts);
  g_test_add_func ("/phone/mail/cut", test_mail_cut);
  g_test_add_func ("/phone/noise", test_noise);
  g_test_add_func ("/phone/calendar/day", test_calendar_day);
  g_test_add_func ("/phone/calendar/too-many", test_calendar_too_many);
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    add_cases ("/phone/calendar/rule/", rules[i].name, i, test_rule);
  for (guint i = 0; i < G_N_ELEMENTS (chats); i++)
    add_cases ("/phone/chat/", chats[i].name, i, test_chat);
  g_test_add_func ("/phone/chat/zip", test_chat_zip);
  g_test_add_func ("/phone/chat/none", test_chat_none);
  g_test_add_func ("/phone/chat/too-many", test_chat_too_many);
  return g_test_run ();
}
