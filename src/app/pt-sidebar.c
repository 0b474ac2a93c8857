/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sidebar. Its rows are made from the table of places; the rest of the kinds opens under
 * "More", so that the first week shows seven words and not seventeen. */
#include "pt-sidebar.h"

#include "pt-lazy-menu.h"
#include "pt-waiting.h"

#include <glib/gi18n-lib.h>

#define COUNT_DELAY_MS 300
#define INDENT_PX 18      /* of what stands under "More" */
#define FRAMES_TO_PLACE 2 /* the first frame after a row is shown gives it its place */

struct _PtSidebar
{
  GtkBox parent_instance;

  PtLogbook *logbook;
  GHashTable *rows;   /* place id → GtkListBoxRow */
  GHashTable *counts; /* place id → GtkLabel */
  GtkListBoxRow *more;
  GtkImage *more_arrow;
  GtkSizeGroup *widths; /* the sidebar is as wide with "More" closed as open */
  guint frames;         /* until the chosen row is scrolled to */
  gboolean more_open;
  gboolean folded;
  GCancellable *cancellable;
  guint count_source;
  guint n_choices;

  AdwHeaderBar *header;
  GtkMenuButton *switcher;
  GtkMenuButton *main;
  GMenuModel *primary_menu;
  GtkLabel *name;
  GtkListBox *places;
  GtkWidget *sync;
  GtkImage *sync_icon;
  GtkLabel *sync_words;
};

enum
{
  PROP_FOLDED = 1,
  N_PROPS
};

enum
{
  PLACE,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtSidebar, pt_sidebar, GTK_TYPE_BOX)

static GtkWidget *
make_content (PtSidebar *self, const char *icon, const char *label, GtkWidget *end)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);
  GtkWidget *text = gtk_label_new (label);
  gtk_label_set_xalign (GTK_LABEL (text), 0);
  gtk_label_set_ellipsize (GTK_LABEL (text), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (text, TRUE);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), end);
  gtk_size_group_add_widget (self->widths, box);
  return box;
}

static void
add_place (PtSidebar *self, const PtPlace *place, gboolean more)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *count = gtk_label_new (NULL);
  GtkWidget *content = make_content (self, pt_place_get_icon (place), pt_place_get_label (place),
                                     count);
  gtk_widget_set_margin_start (content, more ? INDENT_PX : 0);
  gtk_widget_add_css_class (count, "pt-count");
  gtk_widget_set_visible (count, FALSE);
  gtk_widget_set_valign (count, GTK_ALIGN_CENTER);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), content);
  g_object_set_data (G_OBJECT (row), "pt-place", (gpointer)place);
  gtk_widget_set_visible (row, !more && !place->at_need);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  pt_place_get_label (place), -1);
  gtk_list_box_append (self->places, row);
  g_hash_table_insert (self->rows, (gpointer)place->id, row);
  g_hash_table_insert (self->counts, (gpointer)place->id, count);
}

static void
add_more (PtSidebar *self)
{
  self->more_arrow = GTK_IMAGE (gtk_image_new_from_icon_name ("pan-end-symbolic"));
  self->more = GTK_LIST_BOX_ROW (gtk_list_box_row_new ());
  gtk_list_box_row_set_child (self->more,
                              make_content (self, "view-more-horizontal-symbolic",
                                            C_ ("sidebar", "More"), GTK_WIDGET (self->more_arrow)));
  gtk_list_box_row_set_selectable (self->more, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  C_ ("sidebar", "More"), -1);
  gtk_list_box_append (self->places, GTK_WIDGET (self->more));
}

static void
set_more_open (PtSidebar *self, gboolean open)
{
  self->more_open = open;
  gtk_image_set_from_icon_name (self->more_arrow, open ? "pan-down-symbolic" : "pan-end-symbolic");
  for (guint i = 0; i < pt_n_more_places; i++)
    gtk_widget_set_visible (g_hash_table_lookup (self->rows, pt_more_places[i].id), open);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_STATE_EXPANDED, open,
                               -1);
}

static void
on_row_activated (PtSidebar *self, GtkListBoxRow *row, GtkListBox *box)
{
  const PtPlace *place = g_object_get_data (G_OBJECT (row), "pt-place");
  if (place)
    g_signal_emit (self, signals[PLACE], 0, place->id);
  else
    set_more_open (self, !self->more_open);
}

static gpointer
count_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_autofree char *today = pt_world_today (pt_store_get_world (store));
  return pt_waiting_count (store, today, error);
}

static void
show_count (PtSidebar *self, const char *place, guint n)
{
  GtkWidget *row = g_hash_table_lookup (self->rows, place);
  GtkLabel *label = g_hash_table_lookup (self->counts, place);
  const char *name = pt_place_get_label (pt_place_find (place));
  g_autofree char *digits = g_strdup_printf ("%u", n);
  /* Translators: a page of the sidebar and how many things wait for a person there. */
  g_autofree char *spoken = n > 0 ? g_strdup_printf (ngettext ("%s, %u waits", "%s, %u wait", n),
                                                     name, n)
                                  : g_strdup (name);
  gtk_label_set_text (label, digits);
  gtk_widget_set_visible (GTK_WIDGET (label), n > 0);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GHashTable) counts = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  PtSidebar *self = user_data;
  if (counts == NULL)
    {
      g_warning ("Counting what waits: %s", error->message);
      return;
    }
  GHashTableIter iter;
  gpointer place;
  g_hash_table_insert (counts, "attention", GUINT_TO_POINTER (self->n_choices));
  g_hash_table_iter_init (&iter, self->counts);
  while (g_hash_table_iter_next (&iter, &place, NULL))
    show_count (self, place, GPOINTER_TO_UINT (g_hash_table_lookup (counts, place)));
}

static gboolean
count_cb (gpointer user_data)
{
  PtSidebar *self = user_data;
  self->count_source = 0;
  pt_logbook_read_async (self->logbook, count_job, NULL, NULL, (GDestroyNotify)g_hash_table_unref,
                         self->cancellable, counted_cb, self);
  return G_SOURCE_REMOVE;
}

static void
changed_cb (PtSidebar *self)
{
  g_autofree char *name = pt_store_dup_logbook_name (pt_logbook_get_reader (self->logbook));
  gtk_label_set_text (self->name, name && *name ? name : _ ("Logbook"));
  if (self->count_source == 0)
    self->count_source = g_timeout_add (COUNT_DELAY_MS, count_cb, self);
}

static void
pt_sidebar_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_FOLDED)
    g_value_set_boolean (value, PT_SIDEBAR (object)->folded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
pt_sidebar_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  PtSidebar *self = PT_SIDEBAR (object);
  if (id != PROP_FOLDED)
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
  else if (self->folded != g_value_get_boolean (value))
    {
      self->folded = g_value_get_boolean (value);
      g_object_notify_by_pspec (object, pspec);
    }
}

static void
pt_sidebar_dispose (GObject *object)
{
  PtSidebar *self = PT_SIDEBAR (object);

  g_clear_handle_id (&self->count_source, g_source_remove);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_SIDEBAR);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->counts, g_hash_table_unref);
  g_clear_object (&self->widths);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_sidebar_parent_class)->dispose (object);
}

static void
pt_sidebar_class_init (PtSidebarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = pt_sidebar_dispose;
  object_class->get_property = pt_sidebar_get_property;
  object_class->set_property = pt_sidebar_set_property;
  properties[PROP_FOLDED] = g_param_spec_boolean ("folded", NULL, NULL, FALSE,
                                                  G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                                                      | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[PLACE] = g_signal_new ("place", PT_TYPE_SIDEBAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, header);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, switcher);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, main);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, primary_menu);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, name);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, places);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, sync);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, sync_icon);
  gtk_widget_class_bind_template_child (widget_class, PtSidebar, sync_words);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
}

static void
pt_sidebar_init (PtSidebar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  pt_lazy_menu_set (self->main, self->primary_menu);
  g_object_bind_property (self, "folded", self->header, "show-end-title-buttons",
                          G_BINDING_SYNC_CREATE);
  self->cancellable = g_cancellable_new ();
  self->widths = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->rows = g_hash_table_new (g_str_hash, g_str_equal);
  self->counts = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < pt_n_places; i++)
    add_place (self, &pt_places[i], FALSE);
  add_more (self);
  for (guint i = 0; i < pt_n_more_places; i++)
    add_place (self, &pt_more_places[i], TRUE);
  set_more_open (self, FALSE);
}

/**
 * pt_sidebar_new:
 * @logbook: an open logbook
 * @switcher: the logbooks that were open lately, and how to get others
 *
 * Returns: (transfer floating): the sidebar
 */
GtkWidget *
pt_sidebar_new (PtLogbook *logbook, GMenuModel *switcher)
{
  PtSidebar *self = g_object_new (PT_TYPE_SIDEBAR, NULL);
  pt_lazy_menu_set (self->switcher, switcher);
  self->logbook = g_object_ref (logbook);
  g_signal_connect_object (logbook, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  changed_cb (self);
  return GTK_WIDGET (self);
}

/* A page that was opened elsewhere may be one that "More" has below the edge. */
static gboolean
reveal_cb (GtkWidget *places, GdkFrameClock *clock, gpointer user_data)
{
  PtSidebar *self = user_data;
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->places);
  GtkAdjustment *adjustment = gtk_list_box_get_adjustment (self->places);
  graphene_rect_t bounds;

  if (self->frames-- > 1)
    return G_SOURCE_CONTINUE;
  if (row != NULL && adjustment != NULL
      && gtk_widget_compute_bounds (GTK_WIDGET (row), places, &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.y, bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

static void
reveal_selected (PtSidebar *self)
{
  if (self->frames == 0)
    gtk_widget_add_tick_callback (GTK_WIDGET (self->places), reveal_cb, self, NULL);
  self->frames = FRAMES_TO_PLACE;
}

void
pt_sidebar_select (PtSidebar *self, const char *place)
{
  g_return_if_fail (PT_IS_SIDEBAR (self));
  GtkListBoxRow *row = place ? g_hash_table_lookup (self->rows, place) : NULL;
  if (row && pt_place_find (place)->at_need)
    gtk_widget_set_visible (GTK_WIDGET (row), TRUE);
  else if (row && !gtk_widget_get_visible (GTK_WIDGET (row)))
    set_more_open (self, TRUE);
  if (row)
    gtk_list_box_select_row (self->places, row);
  else
    gtk_list_box_unselect_all (self->places);
  reveal_selected (self);
}

/**
 * pt_sidebar_set_attention:
 * @self: the sidebar
 * @n_choices: that only a person can make
 * @any: whether there is anything on the page, also what only is missing
 */
void
pt_sidebar_set_attention (PtSidebar *self, guint n_choices, gboolean any)
{
  g_return_if_fail (PT_IS_SIDEBAR (self));
  GtkWidget *row = g_hash_table_lookup (self->rows, "attention");
  self->n_choices = n_choices;
  show_count (self, "attention", n_choices);
  gtk_widget_set_visible (row, any || gtk_list_box_row_is_selected (GTK_LIST_BOX_ROW (row)));
}

/**
 * pt_sidebar_set_sync:
 * @self: the sidebar
 * @facts: how sharing stands
 */
void
pt_sidebar_set_sync (PtSidebar *self, const PtSyncFacts *facts)
{
  g_return_if_fail (PT_IS_SIDEBAR (self));
  g_autofree char *words = pt_sync_words (facts);
  gtk_label_set_text (self->sync_words, words);
  gtk_image_set_from_icon_name (self->sync_icon, pt_sync_icon (facts));
  /* Translators: spoken name of the button that shows the sync state; the placeholder is it. */
  g_autofree char *spoken = g_strdup_printf (_ ("Sharing and devices: %s"), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->sync), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

GtkWidget *
pt_sidebar_get_places (PtSidebar *self)
{
  g_return_val_if_fail (PT_IS_SIDEBAR (self), NULL);
  return GTK_WIDGET (self->places);
}

GtkWidget *
pt_sidebar_get_sync (PtSidebar *self)
{
  g_return_val_if_fail (PT_IS_SIDEBAR (self), NULL);
  return GTK_WIDGET (self->sync);
}
