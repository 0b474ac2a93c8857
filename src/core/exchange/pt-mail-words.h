/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The small codes of a message: encoded words, quoted-printable, parameters, dates. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* (transfer full): UTF-8 of @bytes in @charset; what cannot be read becomes U+FFFD. */
char *pt_mail_to_utf8 (const char *bytes, gsize length, const char *charset);
/* (transfer full): RFC 2047 words of a header read. */
char *pt_mail_decode_words (const char *header);
/* (transfer full): RFC 2045 §6.7. */
GByteArray *pt_mail_decode_quoted (const char *text, gsize length);
/* (transfer full) (nullable): parameter @name of a header such as Content-Type. */
char *pt_mail_dup_parameter (const char *header, const char *name);
/* (transfer full) (nullable): RFC 5322 §3.3 as a moment, by its own clock. */
char *pt_mail_dup_moment (const char *date);

G_END_DECLS
