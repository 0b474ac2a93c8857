/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A text as a QR code (ISO/IEC 18004). Four modules of quiet zone are part of the code: without
 * them it is not found on a dark page. */
#include "pt-qr.h"

#include <qrencode.h>

#define QUIET_MODULES 4
#define MODULE_PIXELS 4
#define BYTES_PER_PIXEL 3
#define DARK_BIT 1

static void
paint_module (guint8 *pixels, int side, int x, int y)
{
  for (int row = 0; row < MODULE_PIXELS; row++)
    for (int i = 0; i < MODULE_PIXELS * BYTES_PER_PIXEL; i++)
      pixels[(y * MODULE_PIXELS + row) * side * BYTES_PER_PIXEL
             + x * MODULE_PIXELS * BYTES_PER_PIXEL + i] = 0;
}

static GdkTexture *
paint (const QRcode *code)
{
  int side = (code->width + 2 * QUIET_MODULES) * MODULE_PIXELS;
  size_t size = (size_t)side * side * BYTES_PER_PIXEL;
  guint8 *pixels = g_malloc (size);
  memset (pixels, 0xff, size);
  for (int y = 0; y < code->width; y++)
    for (int x = 0; x < code->width; x++)
      if (code->data[y * code->width + x] & DARK_BIT)
        paint_module (pixels, side, x + QUIET_MODULES, y + QUIET_MODULES);
  g_autoptr (GBytes) bytes = g_bytes_new_take (pixels, size);
  return gdk_memory_texture_new (side, side, GDK_MEMORY_R8G8B8, bytes,
                                 (size_t)side * BYTES_PER_PIXEL);
}

GdkTexture *
pt_qr_new (const char *text)
{
  QRcode *code = QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1);
  if (code == NULL)
    return NULL;
  GdkTexture *texture = paint (code);
  QRcode_free (code);
  return texture;
}
