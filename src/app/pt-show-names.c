/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One switch for the whole program; see the header. */
#include "pt-show-names.h"

#include <glib/gi18n-lib.h>

struct _PtShowNames
{
  GObject parent_instance;

  PtLogbook *logbook; /* while on */
  GListModel *monitors;
  guint source;
  guint n_covers;
};

G_DEFINE_FINAL_TYPE (PtShowNames, pt_show_names, G_TYPE_OBJECT)

static guint changed_signal;
static int is_on; /* read by workers too */

static void
pt_show_names_class_init (PtShowNamesClass *klass)
{
  changed_signal = g_signal_new ("changed", PT_TYPE_SHOW_NAMES, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 0);
}

static void
pt_show_names_init (PtShowNames *self)
{
}

PtShowNames *
pt_show_names_get (void)
{
  static PtShowNames *only = NULL;
  if (only == NULL)
    only = g_object_new (PT_TYPE_SHOW_NAMES, NULL);
  return only;
}

gboolean
pt_show_names_is_on (void)
{
  return g_atomic_int_get (&is_on) != 0;
}

/* Every list, card and page reads again what it shows. */
static void
tell (PtShowNames *self, PtLogbook *logbook)
{
  pt_logbook_notify_changed (logbook, NULL);
  g_signal_emit (self, changed_signal, 0);
}

void
pt_show_names_stop (PtShowNames *self)
{
  g_return_if_fail (PT_IS_SHOW_NAMES (self));
  if (!pt_show_names_is_on ())
    return;
  g_autoptr (PtLogbook) logbook = g_steal_pointer (&self->logbook);
  g_atomic_int_set (&is_on, 0);
  g_clear_handle_id (&self->source, g_source_remove);
  tell (self, logbook);
}

static gboolean
over_cb (gpointer user_data)
{
  PtShowNames *self = user_data;
  self->source = 0;
  pt_show_names_stop (self);
  return G_SOURCE_REMOVE;
}

static void
monitors_cb (PtShowNames *self)
{
  if (g_list_model_get_n_items (self->monitors) > 1)
    pt_show_names_stop (self);
}

void
pt_show_names_set_monitors (PtShowNames *self, GListModel *monitors)
{
  g_return_if_fail (PT_IS_SHOW_NAMES (self));
  if (self->monitors == monitors)
    return;
  if (self->monitors != NULL)
    g_signal_handlers_disconnect_by_func (self->monitors, monitors_cb, self);
  g_set_object (&self->monitors, monitors);
  if (monitors != NULL)
    g_signal_connect_object (monitors, "items-changed", G_CALLBACK (monitors_cb), self,
                             G_CONNECT_SWAPPED);
}

const char *
pt_show_names_start (PtShowNames *self, PtLogbook *logbook, GdkDisplay *display)
{
  g_return_val_if_fail (PT_IS_SHOW_NAMES (self), NULL);
  if (self->monitors == NULL)
    pt_show_names_set_monitors (self, gdk_display_get_monitors (display));
  if (self->n_covers > 0)
    return _ ("Names do not show while others look on.");
  if (g_list_model_get_n_items (self->monitors) > 1)
    return _ ("Names do not show while a second screen is connected.");
  pt_show_names_stop (self);
  self->logbook = g_object_ref (logbook);
  self->source = g_timeout_add_seconds (PT_SHOW_NAMES_MINUTES * 60, over_cb, self);
  g_atomic_int_set (&is_on, 1);
  tell (self, logbook);
  return NULL;
}

void
pt_show_names_cover (PtShowNames *self)
{
  g_return_if_fail (PT_IS_SHOW_NAMES (self));
  self->n_covers++;
  pt_show_names_stop (self);
}

void
pt_show_names_uncover (PtShowNames *self)
{
  g_return_if_fail (PT_IS_SHOW_NAMES (self) && self->n_covers > 0);
  self->n_covers--;
}

char *
pt_show_names_dup (PtStore *store, const char *id, const char *title)
{
  g_autofree char *name = NULL;
  g_autofree char *contact = NULL;
  if (!pt_show_names_is_on () || id == NULL)
    return g_strdup (title);
  if (store == NULL)
    store = pt_logbook_get_reader (pt_show_names_get ()->logbook);
  if (!pt_store_get_identity (store, id, &name, &contact, NULL) || name == NULL)
    return g_strdup (title);
  /* Translators: a person: the name in the logbook, and the real name. */
  return g_strdup_printf (C_ ("person", "%s (%s)"), title, name);
}
