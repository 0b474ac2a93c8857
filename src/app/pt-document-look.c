/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-document-look.h. */
#include "pt-document-look.h"

#include "pt-house-file.h"
#include "pt-store-source.h"
#include "pt-story.h"
#include "pt-sync-admin.h"
#include "pt-sync.h"
#include "pt-template-row.h"
#include "pt-time.h"

void
pt_document_order_free (PtDocumentOrder *self)
{
  g_free (self->lang);
  g_free (self->person);
  g_free (self->text);
  g_free (self->format);
  g_free (self->path);
  g_clear_pointer (&self->devices, g_ptr_array_unref);
  g_clear_pointer (&self->laptops, g_ptr_array_unref);
  g_clear_pointer (&self->erasures, g_ptr_array_unref);
  g_clear_pointer (&self->coverage, g_ptr_array_unref);
  g_free (self);
}

static void
add_device (gpointer data, gpointer array)
{
  const PtDeviceSeen *seen = data;
  const PtPaperDevice one = { .name = seen->name, .last_on = seen->last_on };

  g_array_append_val (array, one);
}

static void
add_coverage (gpointer data, gpointer array)
{
  const PtSyncCoverage *coverage = data;
  const PtPaperDevice one = { .name = coverage->name,
                              .coverage = coverage->number,
                              .is_gone = coverage->revoked };

  g_array_append_val (array, one);
}

/* The laptop that is lost, with the words that belong to it. */
typedef struct
{
  PtPaperDevice device;
  char *last_on, *member;
} Lost;

static void
lost_clear (Lost *self)
{
  g_free (self->last_on);
  g_free (self->member);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Lost, lost_clear)

static const PtPaperDevice *
find_lost (PtStore *store, const PtDocumentOrder *order, Lost *lost)
{
  const PtTeamDevice *device = order->laptops ? order->laptops->pdata[order->lost] : NULL;

  if (device == NULL)
    return NULL;
  lost->last_on = device->contact_at > 0 ? pt_date_of_instant (device->contact_at, 0) : NULL;
  lost->member = pt_store_dup_member_name (store, device->member);
  lost->device = (PtPaperDevice){ .name = device->name,
                                  .last_on = lost->last_on,
                                  .member = lost->member,
                                  .is_gone = device->revoked_at > 0 };
  return &lost->device;
}

static PtDocument *
compose (PtStore *store, PtDataset *data, const PtDocumentOrder *order, const char *today,
         GError **error)
{
  g_autofree char *name = NULL, *contact = NULL;
  g_autofree char *destroyed_on = pt_store_dup_setting (store, PT_SETTING_NAMES_DESTROYED);
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GArray) devices = g_array_new (FALSE, FALSE, sizeof (PtPaperDevice));
  PtStoreSource source = { .store = store, .data = data };
  g_autoptr (PtHouse) house = NULL;
  g_auto (Lost) lost = { 0 };
  PtPaperOptions options = { .lang = order->lang,
                             .today = today,
                             .text = order->text,
                             .person = order->person,
                             .real_name = pt_store_source_name,
                             .real_name_data = &source };

  if (!pt_house_find (pt_store_get_folder (store), &house, error)
      || (order->person && !pt_store_get_identity (store, order->person, &name, &contact, error)))
    return NULL;
  options.house = house;
  if (order->paper->tells_erasures && !order->erasures
      && (own = pt_store_list_erasures (store, error)) == NULL)
    return NULL;
  if (order->devices)
    g_ptr_array_foreach (order->devices, add_device, devices);
  if (order->coverage)
    g_ptr_array_foreach (order->coverage, add_coverage, devices);
  options.erasures = order->erasures ? order->erasures : own;
  options.lost = find_lost (store, order, &lost);
  options.keeps_log = order->keeps_log;
  options.n_due = (guint)pt_store_count_due_erasures (store);
  options.destroyed_on = destroyed_on;
  options.devices = (const PtPaperDevice *)devices->data;
  options.n_devices = devices->len;
  options.name = name;
  options.contact = contact;
  g_autoptr (PtDocument) document = pt_paper_compose (data, order->paper->id, &options, error);

  return pt_store_source_check (&source, error) ? g_steal_pointer (&document) : NULL;
}

gpointer
pt_document_look_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const PtDocumentOrder *order = data;
  const PtStoryWatch watch = { .cancellable = cancellable };
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  g_autofree char *template = order->format ? pt_template_dup_path (store, order->format) : NULL;
  const PtNarrativeOptions options = { .today = today, .template = template };
  g_autoptr (PtDataset) dataset = pt_store_load_all (store, error);
  g_autoptr (PtDocument) document = dataset ? compose (store, dataset, order, today, error) : NULL;

  if (document == NULL
      || (order->path
          && !pt_story_write (document, order->format, order->path, dataset, &options, &watch,
                              error)))
    return NULL;
  return pt_pages_new (document, PT_LOOK_A4);
}
