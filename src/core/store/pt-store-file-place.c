/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the bytes of an attachment are, as far as this laptop knows: what only waits to be fetched is
 * not lost, and what was here and is gone is no mere delay. */
#include "pt-store-private.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *id, *label;
} places[] = {
  [PT_FILE_HERE] = { "here", N_ ("On this laptop") },
  [PT_FILE_AT_HUB] = { "server", N_ ("Not fetched yet") },
  [PT_FILE_ELSEWHERE] = { "elsewhere", N_ ("Still on another laptop") },
  [PT_FILE_GONE] = { "gone", N_ ("Gone from this laptop") },
};

const char *
pt_file_place_id (PtFilePlace place)
{
  return places[place].id;
}

const char *
pt_file_place_label (PtFilePlace place)
{
  return _ (places[place].label);
}

/* A save of this logbook's own brought it in: its line of history has a save. */
static gboolean
was_attached_here (PtStore *self, int64_t row)
{
  int64_t found = 0;

  pt_db_get_int (self->db, NULL, 0, &found,
                 "SELECT EXISTS (SELECT 1 FROM change WHERE record = ? AND field = 'sha256'"
                 " AND op IS NOT NULL)",
                 "i", row);
  return found != 0;
}

PtFilePlace
pt_store_find_file (PtStore *self, int64_t row, const char *sha256, gboolean *at_hub)
{
  g_autofree char *path = pt_store_attachment_path (self, sha256);
  int64_t stored = 0;

  pt_db_get_int (self->db, NULL, 0, &stored, "SELECT stored & 1 FROM record WHERE row = ?", "i",
                 row);
  *at_hub = stored != 0;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    return PT_FILE_HERE;
  if (was_attached_here (self, row))
    return PT_FILE_GONE;
  return *at_hub ? PT_FILE_AT_HUB : PT_FILE_ELSEWHERE;
}

PtFilePlace
pt_store_get_file_place (PtStore *self, PtRecord *attachment)
{
  const char *sha256 = pt_record_get_text (attachment, "sha256");
  int64_t row = pt_store_find_row (self, pt_record_get_id (attachment));
  gboolean at_hub;

  return pt_store_find_file (self, row, sha256, &at_hub);
}
