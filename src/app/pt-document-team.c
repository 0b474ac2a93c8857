/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pt-document-team.h"

#include "pt-sync-admin.h"
#include "pt-team-task.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  NEED_SEEN,    /* PtDeviceSeen: laptops that may have more */
  NEED_RECEIPT, /* PtSyncReceipt: where something is erased */
  NEED_LAPTOPS, /* PtTeamDevice */
  N_NEEDS
} Need;

struct _PtDocumentTeam
{
  GObject parent_instance;

  PtLogbook *logbook;
  GCancellable *cancellable;
  gboolean asked[N_NEEDS];
  gpointer answers[N_NEEDS]; /* NULL = not asked yet, or nobody to ask */
};

enum
{
  HEARD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtDocumentTeam, pt_document_team, G_TYPE_OBJECT)

static Need
need_of (const PtPaper *paper)
{
  return paper->about_laptop ? NEED_LAPTOPS : paper->tells_erasures ? NEED_RECEIPT : NEED_SEEN;
}

static gboolean
has_hub (PtDocumentTeam *self)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (pt_logbook_get_reader (self->logbook));

  return hub != NULL;
}

/* ── Asking ── */

static gpointer
seen_job (PtStore *store, gpointer data, GError **error)
{
  return pt_sync_list_seen (store, NULL, error);
}

static gpointer
receipt_job (PtStore *store, gpointer data, GError **error)
{
  return pt_sync_get_receipt (store, NULL, error);
}

static gpointer
laptops_job (PtStore *store, gpointer data, GError **error)
{
  return pt_sync_list_devices (store, NULL, error);
}

/* What a paper leaves out without an answer is said beside the reason; the others wait for it. */
static const struct
{
  PtTeamJob job;
  GDestroyNotify free_answer;
  const char *without;  /* or NULL */
  const char *obstacle; /* or NULL */
} needs[N_NEEDS] = {
  [NEED_SEEN] = { seen_job, (GDestroyNotify)g_ptr_array_unref,
                  N_ ("What other laptops have not shared yet is not named in this document."),
                  NULL },
  [NEED_RECEIPT] = { receipt_job, (GDestroyNotify)pt_sync_receipt_free, NULL,
                     N_ ("This letter says where it is erased: it needs contact with the team "
                         "server.") },
  [NEED_LAPTOPS] = { laptops_job, (GDestroyNotify)g_ptr_array_unref, NULL,
                     N_ ("The team server knows when a laptop was last in touch: this needs "
                         "contact with it.") },
};

static void
say_failure (PtDocumentTeam *self, Need need, const GError *error)
{
  g_autofree char *both = NULL;

  if (needs[need].without != NULL)
    both = g_strconcat (error->message, " ", _ (needs[need].without), NULL);
  else
    self->asked[need] = FALSE;
  g_signal_emit (self, signals[HEARD], 0, both != NULL ? both : error->message);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtDocumentTeam *self = PT_DOCUMENT_TEAM (source);
  Need need = GPOINTER_TO_UINT (user_data);
  g_autoptr (GError) error = NULL;
  gpointer answer = pt_team_task_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self->answers[need] = answer;
  if (answer == NULL)
    say_failure (self, need, error);
  else
    g_signal_emit (self, signals[HEARD], 0, NULL);
}

void
pt_document_team_ask (PtDocumentTeam *self, const PtPaper *paper)
{
  Need need = need_of (paper);

  if (self->asked[need] || !has_hub (self))
    return;
  self->asked[need] = TRUE;
  pt_team_task (G_OBJECT (self), pt_store_get_folder (pt_logbook_get_reader (self->logbook)),
                needs[need].job, NULL, NULL, needs[need].free_answer, self->cancellable,
                answered_cb, GUINT_TO_POINTER (need));
}

/* ── Answers ── */

const char *
pt_document_team_find_obstacle (PtDocumentTeam *self, const PtPaper *paper)
{
  Need need = need_of (paper);

  if (self->answers[need] != NULL || needs[need].obstacle == NULL || !has_hub (self))
    return NULL;
  return _ (needs[need].obstacle);
}

static void
tell_receipt (const PtSyncReceipt *receipt, PtDocumentOrder *order)
{
  order->erasures = g_ptr_array_ref (receipt->orders);
  order->coverage = g_ptr_array_ref (receipt->devices);
  order->keeps_log = receipt->keeps_log;
}

void
pt_document_team_tell (PtDocumentTeam *self, PtDocumentOrder *order)
{
  Need need = need_of (order->paper);
  gpointer answer = self->answers[need];

  if (answer == NULL)
    return;
  if (need == NEED_RECEIPT)
    tell_receipt (answer, order);
  else if (need == NEED_LAPTOPS)
    order->laptops = g_ptr_array_ref (answer);
  else
    order->devices = g_ptr_array_ref (answer);
}

GtkStringList *
pt_document_team_list_laptops (PtDocumentTeam *self)
{
  PtStore *reader = pt_logbook_get_reader (self->logbook);
  const GPtrArray *laptops = self->answers[NEED_LAPTOPS];
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  for (guint i = 0; laptops != NULL && i < laptops->len; i++)
    {
      const PtTeamDevice *device = laptops->pdata[i];
      g_autofree char *member = pt_store_dup_member_name (reader, device->member);
      g_autofree char *label = g_strdup_printf ("%s · %s", device->name, member);

      gtk_string_list_append (labels, label);
    }
  return laptops != NULL ? g_steal_pointer (&labels) : NULL;
}

guint
pt_document_team_guess_lost (PtDocumentTeam *self)
{
  const GPtrArray *laptops = self->answers[NEED_LAPTOPS];
  guint best = 0;

  for (guint i = 1; laptops != NULL && i < laptops->len; i++)
    {
      const PtTeamDevice *one = laptops->pdata[i], *other = laptops->pdata[best];

      if (one->revoked_at > other->revoked_at
          || (one->revoked_at == other->revoked_at && other->is_this))
        best = i;
    }
  return best;
}

/* ── Type ── */

static void
pt_document_team_dispose (GObject *object)
{
  PtDocumentTeam *self = PT_DOCUMENT_TEAM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  for (Need need = 0; need < N_NEEDS; need++)
    g_clear_pointer (&self->answers[need], needs[need].free_answer);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_document_team_parent_class)->dispose (object);
}

static void
pt_document_team_class_init (PtDocumentTeamClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_document_team_dispose;
  signals[HEARD] = g_signal_new ("heard", PT_TYPE_DOCUMENT_TEAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
pt_document_team_init (PtDocumentTeam *self)
{
  self->cancellable = g_cancellable_new ();
}

PtDocumentTeam *
pt_document_team_new (PtLogbook *logbook)
{
  PtDocumentTeam *self = g_object_new (PT_TYPE_DOCUMENT_TEAM, NULL);

  self->logbook = g_object_ref (logbook);
  return self;
}
