/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-web-page-qr.h. */
#include "pt-web-page-qr.h"

#include <qrencode.h>

#define QUIET 4 /* modules around it, by the standard */

char *
pt_web_page_qr_to_svg (const char *text, const char *title)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  GString *out = g_string_new (NULL);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  if (code == NULL)
    return g_string_free (out, TRUE);
  g_string_append_printf (
      out,
      "<svg class=\"qr\" viewBox=\"0 0 %d %d\" role=\"img\"><title>%s</title>"
      "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/><path fill=\"#000\" "
      "d=\"",
      code->width + 2 * QUIET, code->width + 2 * QUIET, escaped);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if ((code->data[y * code->width + x] & 1) != 0)
        g_string_append_printf (out, "M%d %dh1v1h-1z", x + QUIET, y + QUIET);
  g_string_append (out, "\"/></svg>");
  QRcode_free (code);
  return g_string_free (out, FALSE);
}
