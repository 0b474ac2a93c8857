/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The budget of pages is kept by composing again with less, never by cutting a text off: halving the
 * distance finds the fullest edition that fits. */
#include "pt-story-edition.h"

#include "pt-story-pages.h"
#include "pt-story-plain.h"
#include "pt-story-teller.h"

#include "pt-twins.h"

#include <string.h>

/* Attachments and real names are read once however often the story is composed. */
typedef struct
{
  const PtNarrativeOptions *asked;
  GHashTable *bytes; /* id → GBytes; or NULL = not here */
  GHashTable *names; /* id → real name; or NULL = not here */
} Cache;

static void
unref_bytes (gpointer bytes)
{
  g_clear_pointer (&bytes, g_bytes_unref);
}

static GBytes *
load_once (const char *attachment, gpointer data)
{
  Cache *cache = data;
  gpointer bytes = NULL;

  if (!g_hash_table_lookup_extended (cache->bytes, attachment, NULL, &bytes))
    {
      bytes = cache->asked->load (attachment, cache->asked->load_data);
      g_hash_table_insert (cache->bytes, g_strdup (attachment), bytes);
    }
  return bytes != NULL ? g_bytes_ref (bytes) : NULL;
}

static char *
name_once (const char *stakeholder, gpointer data)
{
  Cache *cache = data;
  gpointer name = NULL;

  if (!g_hash_table_lookup_extended (cache->names, stakeholder, NULL, &name))
    {
      name = cache->asked->real_name (stakeholder, cache->asked->load_data);
      g_hash_table_insert (cache->names, g_strdup (stakeholder), name);
    }
  return g_strdup (name);
}

typedef struct
{
  PtDataset *data;            /* folded */
  PtNarrativeOptions options; /* settled, reading through a Cache */
  const PtNarrativeOptions *asked;
} Work;

/* @teller lives on until pt_teller_forget(). */
static PtDocument *
compose (Work *work, guint cut, bool counting, PtTeller *teller)
{
  *teller = (PtTeller){
    .data = work->data, .options = work->options, .cut = cut, .counting = counting
  };
  return pt_teller_tell (teller);
}

static guint
pages_of (Work *work, PtDocument *document)
{
  if (work->asked->count_pages != NULL)
    return work->asked->count_pages (document, work->asked->pages_data);
  return pt_pages_estimate (document);
}

static guint
count_pages (Work *work, guint cut)
{
  PtTeller teller;
  g_autoptr (PtDocument) document = compose (work, cut, true, &teller);

  pt_teller_forget (&teller);
  return pages_of (work, document);
}

static guint
budget_of (Work *work)
{
  PtRecord *narrative = work->options.narrative != NULL
                            ? pt_dataset_get (work->data, work->options.narrative)
                            : NULL;
  int64_t most = 0;

  if (narrative != NULL && pt_record_get_int (narrative, "max_pages", &most) && most > 0)
    return (guint)most;
  return pt_audience_find (work->options.audience)->pages;
}

/* The least cut that fits; the pages it takes in @pages. */
static guint
find_cut (Work *work, guint budget, guint *pages)
{
  guint low = 0;
  guint high = PT_TELLER_CUT_MOST;
  bool counted = false;

  *pages = count_pages (work, 0);
  if (budget == 0 || *pages <= budget)
    return 0;
  while (low + 1 < high)
    {
      const guint middle = (low + high) / 2;
      const guint n = count_pages (work, middle);

      if (n > budget)
        low = middle;
      else
        {
          high = middle;
          *pages = n;
          counted = true;
        }
    }
  if (!counted)
    *pages = count_pages (work, high);
  return high;
}

static void
free_name (gpointer data)
{
  PtNameUse *use = data;

  g_free (use->stakeholder);
  g_free (use->name);
  g_free (use);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const PtNameUse *one = *(PtNameUse **)a;
  const PtNameUse *other = *(PtNameUse **)b;
  int order = g_utf8_collate (one->name, other->name);

  if (one->person != other->person)
    return one->person ? -1 : 1;
  return order != 0 ? order : strcmp (one->stakeholder, other->stakeholder);
}

/* A name counts where it stands in the text, not where it was only thought of. */
static GPtrArray *
list_names (PtTeller *teller, PtDocument *document)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (free_name);
  GHashTable *called = pt_names_get_called (teller->names);
  g_autofree char *printed = pt_document_dup_text (document);
  g_autofree char *text = g_utf8_casefold (printed, -1);
  GHashTableIter iter;
  gpointer id, name;

  g_hash_table_iter_init (&iter, called);
  while (g_hash_table_iter_next (&iter, &id, &name))
    {
      PtRecord *who = pt_dataset_get (teller->data, id);
      g_autofree char *folded = g_utf8_casefold (name, -1);
      PtNameUse *use;

      if (strstr (text, folded) == NULL)
        continue;
      use = g_new0 (PtNameUse, 1);
      use->stakeholder = g_strdup (id);
      use->name = g_strdup (name);
      use->person = pt_names_is_person (who);
      use->pseudonym = pt_names_is_protected (who);
      use->ticked = teller->narrative != NULL
                    && pt_record_has_key (teller->narrative, "names_ticked", id);
      g_ptr_array_add (names, use);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

static void
add_people (GTree *people, GPtrArray *ids)
{
  for (guint i = 0; i < ids->len; i++)
    g_tree_replace (people, g_strdup (ids->pdata[i]), NULL);
}

static void
add_linked (PtTeller *teller, GTree *people, const char *id)
{
  static const char *const links[] = { "speaker", "depicts", "confirms" };

  for (guint l = 0; l < G_N_ELEMENTS (links); l++)
    {
      g_autoptr (GPtrArray) found = pt_gate_linked (teller->data, id, links[l], "stakeholder");

      for (guint i = 0; i < found->len; i++)
        g_tree_replace (people, g_strdup (pt_record_get_id (found->pdata[i])), NULL);
    }
}

static void
add_mentioned (PtTeller *teller, GTree *people, PtRecord *record)
{
  const PtRecordKind *kind = pt_record_get_kind (record);
  const PtField *field;

  for (guint i = 0; kind != NULL && (field = pt_record_kind_nth_field (kind, i)) != NULL; i++)
    {
      const char *text = field->kind == PT_KIND_TEXT || field->kind == PT_KIND_LONG
                             ? pt_record_get_text (record, field->id)
                             : NULL;
      g_autoptr (GPtrArray) ids = text != NULL ? pt_names_find (teller->names, text) : NULL;

      if (ids != NULL)
        add_people (people, ids);
    }
}

static gboolean
take_person_cb (gpointer id, gpointer value, gpointer data)
{
  g_ptr_array_add (data, g_strdup (id));
  return FALSE;
}

static int
compare_ids (gconstpointer a, gconstpointer b, gpointer data)
{
  return strcmp (a, b);
}

/* Everybody who would ask for it to be taken back: named or not. */
static char **
list_persons (PtTeller *teller, PtDocument *document)
{
  g_autoptr (GTree) people = g_tree_new_full (compare_ids, NULL, g_free, NULL);
  g_auto (GStrv) sources = pt_document_dup_sources (document);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; sources[i] != NULL; i++)
    {
      PtRecord *record = pt_dataset_get (teller->data, sources[i]);
      const char *whose = record != NULL && strcmp (pt_record_get_kind_id (record), "comment") == 0
                              ? pt_record_get_text (record, "on_behalf_of")
                              : NULL;

      if (record == NULL)
        continue;
      if (strcmp (pt_record_get_kind_id (record), "stakeholder") == 0)
        g_tree_replace (people, g_strdup (sources[i]), NULL);
      if (whose != NULL)
        g_tree_replace (people, g_strdup (whose), NULL);
      add_linked (teller, people, sources[i]);
      add_mentioned (teller, people, record);
    }
  g_tree_foreach (people, take_person_cb, list);
  g_ptr_array_add (list, NULL);
  return (char **)g_ptr_array_free (list, FALSE);
}

static PtEdition *
make_edition (Work *work)
{
  PtEdition *self = g_new0 (PtEdition, 1);
  PtTeller teller;

  self->budget = budget_of (work);
  self->cut = find_cut (work, self->budget, &self->pages);
  self->document = compose (work, self->cut, false, &teller);
  self->names = list_names (&teller, self->document);
  self->persons = list_persons (&teller, self->document);
  self->long_sentences = pt_plain_measure (teller.plain ? self->document : NULL);
  pt_teller_forget (&teller);
  return self;
}

PtEdition *
pt_edition_compose (PtDataset *data, const PtNarrativeOptions *options, GError **error)
{
  g_autoptr (PtDataset) folded = NULL;
  g_autoptr (GHashTable) bytes = NULL;
  g_autoptr (GHashTable) names = NULL;
  Work work = { .asked = options };

  g_return_val_if_fail (data != NULL, NULL);
  g_return_val_if_fail (options != NULL && options->today != NULL, NULL);
  if (!pt_narrative_settle (data, options, &work.options, error))
    return NULL;
  folded = pt_twins_fold (data);
  bytes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, unref_bytes);
  names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  Cache cache = { .asked = options, .bytes = bytes, .names = names };

  work.data = folded;
  work.options.load = options->load != NULL ? load_once : NULL;
  work.options.real_name = options->real_name != NULL ? name_once : NULL;
  work.options.load_data = &cache;
  return make_edition (&work);
}

void
pt_edition_free (PtEdition *self)
{
  pt_document_unref (self->document);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->long_sentences);
  g_strfreev (self->persons);
  g_free (self);
}

gboolean
pt_edition_is_ticked (const PtEdition *self)
{
  for (guint i = 0; i < self->names->len; i++)
    if (!((const PtNameUse *)self->names->pdata[i])->ticked)
      return FALSE;
  return TRUE;
}

PtDocument *
pt_narrative_compose (PtDataset *data, const PtNarrativeOptions *options, GError **error)
{
  g_autoptr (PtEdition) edition = pt_edition_compose (data, options, error);

  return edition != NULL ? pt_document_ref (edition->document) : NULL;
}
