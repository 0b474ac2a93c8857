/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A borrowed learning moment is an own one from the first moment, to be discussed like any other. What
 * keeps its origin is an attachment of the kind "web page": its address names the item at the hub, its
 * citation the lab, so that it stands among the sources of a story, and travels with the logbook. */
#include "pt-network-shelf.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define ORIGIN "/network/r/" /* behind it the id of an item */

static const char *const borrowed_fields[] = { "headline", "what", "so_what", "now_what",
                                               "useful_for" };

static PtEdit *
make_learning (PtStore *store, const PtNetworkItem *item)
{
  PtEdit *edit = pt_edit_new (pt_store_get_world (store), "learning", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (borrowed_fields); i++)
    pt_edit_set_text (edit, borrowed_fields[i], pt_network_item_get (item, borrowed_fields[i]));
  return edit;
}

static PtEdit *
make_origin (PtStore *store, PtNetwork *network, const PtNetworkItem *item, const char *owner)
{
  PtEdit *edit = pt_edit_new (pt_store_get_world (store), "attachment", NULL);
  const PtNetworkLab *lab = pt_network_get_lab (network, item->logbook);
  g_autoptr (PtHubLink) link = pt_store_get_hub (store);
  g_autofree char *url = g_strconcat (link != NULL ? link->url : "", ORIGIN, item->id, NULL);
  g_autofree char *citation = lab != NULL ? g_strdup_printf ("%s: %s", lab->name, item->title)
                                          : g_strdup (item->title);

  pt_edit_set_text (edit, "owner", owner);
  pt_edit_set_text (edit, "type", "web_page");
  pt_edit_set_text (edit, "url", url);
  pt_edit_set_text (edit, "citation", citation);
  pt_edit_set_text (edit, "caption", citation);
  pt_edit_set_key (edit, "shows", "nobody", true);
  return edit;
}

char *
pt_network_borrow (PtStore *store, PtNetwork *network, const char *id, GError **error)
{
  const PtNetworkItem *item = pt_network_get (network, id);
  g_autoptr (PtBatch) batch = NULL;
  PtEdit *learning;

  if (item == NULL || strcmp (item->kind, "learning") != 0)
    {
      g_set_error_literal (error, PT_STORE_ERROR, PT_STORE_ERROR_NOT_FOUND,
                           _ ("No field lab shares a learning moment with this id."));
      return NULL;
    }
  batch = pt_batch_new (_ ("Borrowed learning moment"));
  batch->how = "save";
  learning = make_learning (store, item);
  g_ptr_array_add (batch->edits, learning);
  g_ptr_array_add (batch->edits, make_origin (store, network, item, learning->id));
  return pt_store_save_batch (store, batch, NULL, error) ? g_strdup (learning->id) : NULL;
}

/* ── What was borrowed ── */

/* (nullable): the item from which @attachment says that its owner was borrowed. */
static const char *
origin_of (PtRecord *attachment)
{
  const char *url = pt_record_get_text (attachment, "url");
  const char *at = url != NULL ? strstr (url, ORIGIN) : NULL;

  return at != NULL ? at + strlen (ORIGIN) : NULL;
}

GHashTable *
pt_network_list_borrowed (PtDataset *data)
{
  GHashTable *borrowed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GPtrArray *attachments = pt_dataset_list (data, "attachment");

  for (guint i = 0; i < attachments->len; i++)
    {
      const char *item = origin_of (attachments->pdata[i]);
      const char *owner = pt_record_get_text (attachments->pdata[i], "owner");
      PtRecord *learning = item != NULL && owner != NULL ? pt_dataset_get (data, owner) : NULL;

      if (learning != NULL && !pt_record_is_archived (learning))
        g_hash_table_replace (borrowed, g_strdup (item), g_strdup (owner));
    }
  return borrowed;
}

/* ── What was taken back ── */

static gboolean
was_asked (PtDataset *data, const char *learning, const char *text)
{
  g_autoptr (GPtrArray) actions = pt_dataset_children (data, "action", "about", learning);

  for (guint i = 0; i < actions->len; i++)
    if (g_strcmp0 (pt_record_get_text (actions->pdata[i], "text"), text) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
ask_to_look (PtStore *store, PtDataset *data, PtRecord *attachment, GError **error)
{
  const char *learning = pt_record_get_text (attachment, "owner");
  const char *citation = pt_record_get_text (attachment, "citation");
  PtRecord *owner = learning != NULL ? pt_dataset_get (data, learning) : NULL;
  g_autoptr (PtEdit) edit = NULL;
  g_autoptr (PtRecord) saved = NULL;
  /* Translators: %s is a lab and the headline of its learning moment */
  g_autofree char *text = g_strdup_printf (
      _ ("Taken back by the field lab that shared it: “%s”. Does it still hold here?"),
      citation != NULL ? citation : "");

  if (owner == NULL || pt_record_is_archived (owner) || was_asked (data, learning, text))
    return TRUE;
  edit = pt_edit_new (pt_store_get_world (store), "action", NULL);
  pt_edit_set_text (edit, "text", text);
  pt_edit_set_text (edit, "about", learning);
  pt_edit_set_text (edit, "who", pt_store_get_member (store));
  saved = pt_store_save (store, edit, error);
  return saved != NULL;
}

gboolean
pt_network_heed (PtStore *store, PtNetwork *network, GError **error)
{
  g_autoptr (PtDataset) data = pt_store_load_all (store, error);
  GPtrArray *attachments;

  if (data == NULL)
    return FALSE;
  attachments = pt_dataset_list (data, "attachment");
  for (guint i = 0; i < attachments->len; i++)
    {
      PtRecord *attachment = attachments->pdata[i];
      const char *item = origin_of (attachment);

      if (item != NULL && pt_network_get (network, item) == NULL
          && g_strcmp0 (pt_record_get_created_by (attachment), pt_store_get_member (store)) == 0
          && !ask_to_look (store, data, attachment, error))
        return FALSE;
    }
  return TRUE;
}
