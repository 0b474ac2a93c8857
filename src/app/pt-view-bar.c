/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-view-bar.h. The buttons are made from the table of places. */
#include "pt-view-bar.h"

#include <glib/gi18n-lib.h>

#define LIST "list"

struct _PtViewBar
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  const PtPlace *place; /* NULL = none yet */
  const char *view;
  GtkWidget *buttons;
  GtkWidget *review;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtViewBar, pt_view_bar, ADW_TYPE_BIN)

static char *
dup_setting_name (const PtPlace *place)
{
  return g_strconcat ("view-", place->id, NULL);
}

static const PtPlaceView *
find_view (const PtPlace *place, const char *id)
{
  for (const PtPlaceView *at = place->views; at != NULL && at->id != NULL; at++)
    if (g_strcmp0 (at->id, id) == 0)
      return at;
  return NULL;
}

/* ── What was chosen, kept on this laptop ── */

static const char *
load_view (PtViewBar *self)
{
  g_autofree char *name = dup_setting_name (self->place);
  g_autofree char *saved = pt_store_dup_setting (pt_logbook_get_reader (self->logbook), name);
  const PtPlaceView *view = find_view (self->place, saved);

  return view != NULL ? view->id : LIST;
}

static gpointer
save_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  char **pair = data;
  return GINT_TO_POINTER (pt_store_set_setting (store, pair[0], pair[1], error));
}

/* A convenience: when it cannot be kept, the list comes back. */
static void
save_view (PtViewBar *self)
{
  char **pair = g_new0 (char *, 3);

  pair[0] = dup_setting_name (self->place);
  pair[1] = g_strdup (self->view);
  pt_logbook_run_async (self->logbook, save_job, pair, (GDestroyNotify)g_strfreev, NULL, NULL, NULL,
                        NULL);
}

/* ── Buttons ── */

static void
add_button (PtViewBar *self, const PtPlaceView *view)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (_ (view->label));

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_str_equal (view->id, self->view));
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", view->id);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.view");
  gtk_label_set_ellipsize (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))),
                           PANGO_ELLIPSIZE_END); /* four of them fit in 360 pixels */
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (self->buttons), button);
}

static void
fill (PtViewBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->buttons)) != NULL)
    gtk_box_remove (GTK_BOX (self->buttons), child);
  for (const PtPlaceView *at = self->place->views; at != NULL && at->id != NULL; at++)
    add_button (self, at);
  gtk_widget_set_visible (GTK_WIDGET (self), self->place->views != NULL);
}

static void
mark_chosen (PtViewBar *self)
{
  GtkWidget *button = gtk_widget_get_first_child (self->buttons);

  for (const PtPlaceView *at = self->place->views; button != NULL && at->id != NULL; at++)
    {
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (button), g_str_equal (at->id, self->view));
      button = gtk_widget_get_next_sibling (button);
    }
}

static void
pt_view_bar_dispose (GObject *object)
{
  PtViewBar *self = PT_VIEW_BAR (object);

  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_view_bar_parent_class)->dispose (object);
}

static void
pt_view_bar_class_init (PtViewBarClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = pt_view_bar_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
pt_view_bar_init (PtViewBar *self)
{
  self->view = LIST;
  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_add_css_class (self->buttons, "linked");
  gtk_widget_add_css_class (self->buttons, "pt-views");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Ways to look at this page"), -1);
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *review = gtk_button_new_with_label (_ ("Review"));
  self->review = review;
  gtk_actionable_set_action_name (GTK_ACTIONABLE (review), "win.review");
  gtk_widget_set_tooltip_text (review, _ ("Review at the table (Ctrl+Shift+R)"));
  gtk_widget_add_css_class (review, "flat");
  gtk_widget_set_valign (review, GTK_ALIGN_CENTER);
  gtk_widget_set_halign (bar, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (bar), self->buttons);
  gtk_box_append (GTK_BOX (bar), review);
  adw_bin_set_child (ADW_BIN (self), bar);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * pt_view_bar_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the bar, without a place
 */
GtkWidget *
pt_view_bar_new (PtLogbook *logbook)
{
  PtViewBar *self = g_object_new (PT_TYPE_VIEW_BAR, NULL);

  self->logbook = g_object_ref (logbook);
  return GTK_WIDGET (self);
}

void
pt_view_bar_set_place (PtViewBar *self, const PtPlace *place)
{
  g_return_if_fail (PT_IS_VIEW_BAR (self));
  if (self->place == place)
    return;
  self->place = place;
  self->view = load_view (self);
  gtk_widget_set_visible (self->review, place != NULL && place->reviewed);
  fill (self);
}

const char *
pt_view_bar_get_view (PtViewBar *self)
{
  g_return_val_if_fail (PT_IS_VIEW_BAR (self), LIST);
  return self->view;
}

void
pt_view_bar_choose (PtViewBar *self, const char *view)
{
  g_return_if_fail (PT_IS_VIEW_BAR (self));
  const PtPlaceView *found = self->place != NULL ? find_view (self->place, view) : NULL;
  if (found == NULL || g_str_equal (found->id, self->view))
    return;
  self->view = found->id;
  mark_chosen (self);
  save_view (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
pt_view_bar_choose_next (PtViewBar *self)
{
  g_return_if_fail (PT_IS_VIEW_BAR (self));
  const PtPlaceView *now = self->place != NULL ? find_view (self->place, self->view) : NULL;
  if (now != NULL)
    pt_view_bar_choose (self, now[1].id != NULL ? now[1].id : self->place->views[0].id);
}
