/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-attention-list.h. Reading looks at every record with a status that asks for something, on a
 * worker; many changes lead to one reading. */
#include "pt-attention-list.h"

#include "pt-reader.h"

struct _PtAttentionList
{
  GObject parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtSyncer *syncer; /* NULL = not shared */
  GPtrArray *list;  /* PtAttention */
  int64_t n_conflicts;
  gboolean watched;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtAttentionList, pt_attention_list, G_TYPE_OBJECT)

static gpointer
load_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return pt_store_list_attention (store, error);
}

static void
take (gpointer owner, gpointer list)
{
  PtAttentionList *self = owner;

  g_ptr_array_unref (self->list);
  self->list = list;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
fail (gpointer owner, const GError *error)
{
  g_warning ("Looking for what needs a person: %s", error->message);
}

static const PtReading reading = { .job = load_job,
                                   .free_result = (GDestroyNotify)g_ptr_array_unref,
                                   .take = take,
                                   .fail = fail,
                                   .asked = TRUE };

static gboolean
has_any (PtAttentionList *self, const char *const *ids)
{
  for (guint i = 0; i < self->list->len; i++)
    if (g_strv_contains (ids, ((const PtAttention *)self->list->pdata[i])->record))
      return TRUE;
  return FALSE;
}

static void
changed_cb (PtAttentionList *self, const char *const *ids)
{
  if (ids == NULL || self->watched || has_any (self, ids))
    pt_reader_soon (self->reader);
}

static void
pulled_cb (PtAttentionList *self)
{
  pt_reader_soon (self->reader);
}

static void
state_changed_cb (PtAttentionList *self)
{
  int64_t n = pt_store_count_conflicts (pt_logbook_get_reader (self->logbook));

  if (n != self->n_conflicts)
    pt_reader_soon (self->reader);
  self->n_conflicts = n;
}

static void
pt_attention_list_dispose (GObject *object)
{
  PtAttentionList *self = PT_ATTENTION_LIST (object);

  g_clear_pointer (&self->reader, pt_reader_free);
  G_OBJECT_CLASS (pt_attention_list_parent_class)->dispose (object);
}

static void
pt_attention_list_finalize (GObject *object)
{
  PtAttentionList *self = PT_ATTENTION_LIST (object);

  g_ptr_array_unref (self->list);
  g_clear_object (&self->syncer);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_attention_list_parent_class)->finalize (object);
}

static void
pt_attention_list_class_init (PtAttentionListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_attention_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = pt_attention_list_finalize;
  signals[CHANGED] = g_signal_new ("changed", PT_TYPE_ATTENTION_LIST, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
pt_attention_list_init (PtAttentionList *self)
{
  self->list = g_ptr_array_new_with_free_func ((GDestroyNotify)pt_attention_free);
}

PtAttentionList *
pt_attention_list_new (PtLogbook *logbook, PtSyncer *syncer)
{
  PtAttentionList *self = g_object_new (PT_TYPE_ATTENTION_LIST, NULL);

  self->logbook = g_object_ref (logbook);
  self->syncer = syncer ? g_object_ref (syncer) : NULL;
  self->n_conflicts = pt_store_count_conflicts (pt_logbook_get_reader (logbook));
  self->reader = pt_reader_new (self, logbook, &reading);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (logbook, "state-changed", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (syncer)
    g_signal_connect_object (syncer, "pulled", G_CALLBACK (pulled_cb), self, G_CONNECT_SWAPPED);
  return self;
}

GPtrArray *
pt_attention_list_get (PtAttentionList *self)
{
  g_return_val_if_fail (PT_IS_ATTENTION_LIST (self), NULL);
  return self->list;
}

guint
pt_attention_list_count_choices (PtAttentionList *self)
{
  guint n = 0;

  g_return_val_if_fail (PT_IS_ATTENTION_LIST (self), 0);

  for (guint i = 0; i < self->list->len; i++)
    n += pt_attention_is_choice (self->list->pdata[i]);
  return n;
}

void
pt_attention_list_set_watched (PtAttentionList *self, gboolean watched)
{
  g_return_if_fail (PT_IS_ATTENTION_LIST (self));

  self->watched = watched;
  if (watched)
    pt_reader_soon (self->reader);
}
