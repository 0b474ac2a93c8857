/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-board.h. */
#include "pt-board.h"

#include "pt-catalog.h"
#include "pt-gather.h"
#include "pt-life.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static void
item_free (PtBoardItem *item)
{
  g_free (item->id);
  g_free (item->title);
  g_free (item->line);
  g_free (item->attention);
  g_free (item);
}

static void
pile_free (PtBoardPile *pile)
{
  g_ptr_array_unref (pile->items);
  g_free (pile);
}

void
pt_board_free (PtBoard *self)
{
  g_ptr_array_unref (self->piles);
  g_clear_pointer (&self->data, pt_dataset_unref);
  g_free (self);
}

const PtVocabulary *
pt_board_statuses (void)
{
  return pt_vocabulary_get ("learning.status");
}

/* ── One card ── */

static char *
make_line (PtDataset *data, PtRecord *record)
{
  const char *date = pt_record_get_text (record, "learned_on");
  const char *id = pt_record_get_text (record, "experiment");
  PtRecord *experiment = id != NULL ? pt_dataset_get (data, id) : NULL;
  g_autofree char *day = date != NULL ? pt_date_format (date, pt_catalog_current ()) : NULL;
  g_autofree char *title = experiment != NULL ? pt_record_dup_title (experiment) : NULL;

  if (day != NULL && title != NULL)
    return g_strjoin (" · ", day, title, NULL);
  return g_strdup (day != NULL ? day : title != NULL ? title : "");
}

/* What its status lacks; before it is established, an objection that will stand in the way. */
static char *
make_attention (PtDataset *data, PtRecord *record)
{
  g_autoptr (GPtrArray) standing = pt_life_attention (data, record);
  g_autoptr (GPtrArray) ahead = pt_life_missing (data, record, "established");
  const PtMissing *block = pt_missing_find_block (ahead);

  if (standing->len == 0 && block != NULL)
    return g_strdup (block->sentence);
  return pt_missing_join (standing);
}

/* The status that the team server has not taken over: a member may not establish; or NULL. */
static const char *
find_status (const PtAside *aside)
{
  for (guint i = 0; i < aside->set->len; i++)
    {
      const PtSetting *setting = aside->set->pdata[i];
      if (strcmp (setting->name, "status") == 0 && setting->value != NULL
          && setting->value->type == PT_VALUE_TEXT)
        return setting->value->text;
    }
  return NULL;
}

/* (transfer full) (nullable): what became of a move that was not for who moved the card. */
static char *
make_set_aside (GPtrArray *set_aside, const char *id)
{
  for (guint i = set_aside->len; i > 0; i--)
    {
      const PtAside *aside = set_aside->pdata[i - 1];
      const char *status = strcmp (aside->record, id) == 0 ? find_status (aside) : NULL;
      const char *label = status != NULL ? pt_term_label (pt_board_statuses (), status) : NULL;
      if (label != NULL && aside->kind == PT_ASIDE_WAITS)
        /* Translators: the placeholder is a status: Established, Applied */
        return g_strdup_printf (_ ("“%s” was set aside: your coordinator decides"), label);
      if (label != NULL && aside->kind == PT_ASIDE_DECLINED && !aside->is_seen)
        /* Translators: the placeholder is a status: Established, Applied */
        return g_strdup_printf (_ ("“%s” was not taken over by your coordinator"), label);
    }
  return NULL;
}

static PtBoardItem *
make_item (PtDataset *data, const PtRow *row, GPtrArray *set_aside)
{
  PtRecord *record = pt_dataset_get (data, row->id);
  PtBoardItem *item = g_new0 (PtBoardItem, 1);

  item->id = g_strdup (row->id);
  item->title = pt_record_dup_title (record);
  item->line = make_line (data, record);
  item->attention = make_set_aside (set_aside, row->id);
  if (item->attention == NULL)
    item->attention = make_attention (data, record);
  item->n_comments = row->n_comments;
  return item;
}

/* ── Columns ── */

static PtBoardPile *
load_pile (PtStore *store, PtDataset *data, const char *status, GPtrArray *set_aside,
           GError **error)
{
  const PtFilter filter = { "status", status };
  PtQuery query = { .kind = "learning", .filters = &filter, .n_filters = 1 };
  const int64_t n = pt_store_count (store, &query, error);

  query.limit = PT_BOARD_MOST;
  g_autoptr (GPtrArray) rows = n >= 0 ? pt_gather (store, data, &query, error) : NULL;
  if (rows == NULL)
    return NULL;
  PtBoardPile *pile = g_new0 (PtBoardPile, 1);
  pile->status = status;
  pile->n_all = (guint)n;
  pile->items = g_ptr_array_new_with_free_func ((GDestroyNotify)item_free);
  for (guint i = 0; i < rows->len; i++)
    if (pt_dataset_get (data, ((PtRow *)rows->pdata[i])->id) != NULL)
      g_ptr_array_add (pile->items, make_item (data, rows->pdata[i], set_aside));
  return pile;
}

PtBoard *
pt_board_load (PtStore *store, GError **error)
{
  const PtVocabulary *statuses = pt_board_statuses ();
  g_autoptr (GPtrArray) set_aside = pt_store_list_aside (store, error);
  if (set_aside == NULL)
    return NULL;
  g_autoptr (PtBoard) board = g_new0 (PtBoard, 1);

  board->data = pt_dataset_new ();
  board->piles = g_ptr_array_new_with_free_func ((GDestroyNotify)pile_free);
  for (guint i = 0; i < statuses->n_terms; i++)
    {
      PtBoardPile *pile = load_pile (store, board->data, statuses->terms[i].key, set_aside, error);
      if (pile == NULL)
        return NULL;
      g_ptr_array_add (board->piles, pile);
    }
  return g_steal_pointer (&board);
}

static gboolean
is_same_item (const PtBoardItem *one, const PtBoardItem *other)
{
  return g_str_equal (one->id, other->id) && g_str_equal (one->title, other->title)
         && g_str_equal (one->line, other->line) && g_str_equal (one->attention, other->attention)
         && one->n_comments == other->n_comments;
}

static gboolean
is_same_pile (const PtBoardPile *one, const PtBoardPile *other)
{
  if (one->n_all != other->n_all || one->items->len != other->items->len)
    return FALSE;
  for (guint i = 0; i < one->items->len; i++)
    if (!is_same_item (one->items->pdata[i], other->items->pdata[i]))
      return FALSE;
  return TRUE;
}

gboolean
pt_board_is_same (const PtBoard *self, const PtBoard *other)
{
  for (guint i = 0; i < self->piles->len; i++)
    if (!is_same_pile (self->piles->pdata[i], other->piles->pdata[i]))
      return FALSE;
  return TRUE;
}

guint
pt_board_count (const PtBoard *self)
{
  guint n = 0;

  for (guint i = 0; i < self->piles->len; i++)
    n += ((PtBoardPile *)self->piles->pdata[i])->n_all;
  return n;
}
