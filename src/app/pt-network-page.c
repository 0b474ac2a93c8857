/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-network-page.h. Groups of rows, made anew whenever something was read. */
#include "pt-network-page.h"

#include "pt-catalog.h"
#include "pt-dialogs.h"
#include "pt-dossier.h"
#include "pt-network-find.h"
#include "pt-network-row.h"
#include "pt-network-shelf.h"
#include "pt-place.h"
#include "pt-reader.h"
#include "pt-similar.h"
#include "pt-sync-words.h"
#include "pt-team-task.h"
#include "pt-time.h"

#include <glib/gi18n-lib.h>

#define FIRST_ROWS 20 /* of a group; the others come when they are asked for */

struct _PtNetworkPage
{
  AdwBin parent_instance;

  PtLogbook *logbook;
  PtReader *reader;
  PtNetworkFinding *finding; /* NULL before the first was made */
  GCancellable *cancellable;
  GSimpleActionGroup *actions;
  GHashTable *whole; /* titles of groups of which somebody wanted to see everything */

  GtkStack *stack;
  GtkBox *groups;
  GtkLabel *asked;
  AdwStatusPage *empty;
  GtkButton *ask;
};

enum
{
  OPEN_RECORD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (PtNetworkPage, pt_network_page, ADW_TYPE_BIN)

/* ── Groups ── */

static GtkWidget *
add_group (PtNetworkPage *self, const char *title, const char *description)
{
  GtkWidget *group = adw_preferences_group_new ();
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), escaped);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (group), description);
  gtk_box_append (self->groups, group);
  return group;
}

static void
add_row (GtkWidget *group, GtkWidget *row)
{
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
}

/* The challenge stands below the heading, where long titles have room. */
static void
show_one_alike (PtNetworkPage *self, const PtNetworkAlike *alike, const char *heading)
{
  static const char *const fields[] = { "card", "description", "ambition", NULL };
  /* Translators: %s is the title of one of our challenges */
  g_autofree char *title = g_strdup_printf (_ ("Like “%s”"), alike->title);
  g_autofree char *escaped = g_markup_escape_text (title, -1);
  GtkWidget *group = add_group (self, heading, escaped);

  for (guint i = 0; i < alike->similar->len; i++)
    {
      const PtSimilar *one = alike->similar->pdata[i];
      g_autofree char *reason = pt_similar_dup_reason (one);

      add_row (group, pt_network_row_new (self->finding->network, one->item, reason, fields));
    }
}

static void
show_alike (PtNetworkPage *self)
{
  GPtrArray *alike = self->finding->alike;

  for (guint i = 0; i < alike->len; i++)
    show_one_alike (self, alike->pdata[i], i == 0 ? _ ("Like Your Challenges") : "");
  if (alike->len == 0)
    add_group (self, _ ("Like Your Challenges"),
               self->finding->n_challenges > 0
                   ? _ ("No field lab shares a challenge like yours yet.")
                   : _ ("Write down the challenge of your field lab, and those that are like it "
                        "stand here, with the reason."));
}

/* ── Lists ── */

typedef GtkWidget *(*MakeRow) (PtNetworkPage *self, const PtNetworkItem *item);

/* (transfer container): PtNetworkItem of @kind that are not our own. */
static GPtrArray *
list_others (PtNetworkPage *self, const char *kind)
{
  const char *own = pt_store_get_logbook_id (pt_logbook_get_reader (self->logbook));
  GPtrArray *items = pt_network_list (self->finding->network, kind, NULL);

  for (guint i = items->len; i-- > 0;)
    if (g_strcmp0 (((PtNetworkItem *)items->pdata[i])->logbook, own) == 0)
      g_ptr_array_remove_index (items, i);
  return items;
}

static GtkWidget *
make_more (const char *title, guint n)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("Show %u More", "Show %u More", n), n);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), text);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "network.more");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  return row;
}

static void
show_list (PtNetworkPage *self, const char *kind, const char *title, MakeRow make)
{
  g_autoptr (GPtrArray) items = list_others (self, kind);
  const guint n = g_hash_table_contains (self->whole, title) ? items->len
                                                             : MIN (items->len, FIRST_ROWS);
  GtkWidget *group = items->len > 0 ? add_group (self, title, NULL) : NULL;

  for (guint i = 0; i < n; i++)
    add_row (group, make (self, items->pdata[i]));
  if (n < items->len)
    add_row (group, make_more (title, items->len - n));
}

static GtkWidget *
make_resource (PtNetworkPage *self, const PtNetworkItem *item)
{
  static const char *const fields[] = {
    "type", "amount", "unit", "from_on", "to_on", "note", NULL
  };
  const gboolean asked = g_strcmp0 (pt_network_item_get (item, "direction"), "need") == 0;

  return pt_network_row_new (self->finding->network, item, asked ? _ ("Asked") : _ ("Offered"),
                             fields);
}

static GtkWidget *
make_learning (PtNetworkPage *self, const PtNetworkItem *item)
{
  static const char *const fields[] = { "what", "so_what", "now_what", "useful_for", NULL };
  GtkWidget *row = pt_network_row_new (self->finding->network, item, NULL, fields);

  pt_network_row_add_borrow (row, item, g_hash_table_lookup (self->finding->borrowed, item->id));
  return row;
}

static void
show_themes (PtNetworkPage *self)
{
  g_auto (GStrv) themes = pt_network_dup_themes (self->finding->network);
  GtkWidget *group = themes[0] != NULL
                         ? add_group (self, _ ("What Works"),
                                      _ ("A dossier for each theme, made of what field labs share. "
                                         "It grows with them."))
                         : NULL;

  for (guint i = 0; themes[i] != NULL; i++)
    {
      GtkWidget *row = adw_action_row_new ();
      g_autofree char *label = pt_dossier_dup_theme (themes[i], pt_catalog_current ());

      adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
      adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                                 gtk_image_new_from_icon_name ("go-next-symbolic"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", themes[i]);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "network.dossier");
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      add_row (group, row);
    }
}

static void
show_compare (PtNetworkPage *self)
{
  GtkWidget *row, *group;

  if (pt_network_get_labs (self->finding->network)->len < 2)
    return;
  row = adw_action_row_new ();
  group = add_group (self, _ ("Side by Side"), NULL);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Compare Two Field Labs"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                               _ ("How they differ in size, period and density, and in what they "
                                  "write down"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "network.compare");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  add_row (group, row);
}

/* ── Showing ── */

/* Where there is nobody to ask, the way to a team server is what helps. */
static void
show_empty (PtNetworkPage *self)
{
  g_autoptr (PtHubLink) hub = pt_store_get_hub (pt_logbook_get_reader (self->logbook));

  gtk_button_set_label (self->ask,
                        hub != NULL ? _ ("Ask the Team Server") : _ ("Sharing and Devices"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->ask),
                                  hub != NULL ? "network.ask" : "win.sharing");
}

static void
show_asked (PtNetworkPage *self)
{
  PtWorld *world = pt_logbook_get_world (self->logbook);
  g_autofree char *at = pt_clock_format (self->finding->asked_at, world->now (world));
  /* Translators: %s is a clock time such as 14:05 */
  g_autofree char *text = g_strdup_printf (_ ("As the team server told it at %s"), at);

  gtk_label_set_text (self->asked, text);
}

static void
show (PtNetworkPage *self)
{
  const gboolean any = pt_network_size (self->finding->network) > 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (any)
    {
      show_alike (self);
      show_list (self, "resource", _ ("Asked and Offered"), make_resource);
      show_list (self, "learning", _ ("What Others Learned"), make_learning);
      show_themes (self);
      show_compare (self);
      show_asked (self);
    }
  else
    show_empty (self);
  gtk_stack_set_visible_child_name (self->stack, any ? "list" : "empty");
}

static void
take (gpointer page, gpointer result)
{
  PtNetworkPage *self = page;

  g_clear_pointer (&self->finding, pt_network_finding_free);
  self->finding = result;
  show (self);
}

static const PtReading reading = { .job = pt_network_find_job,
                                   .free_result = (GDestroyNotify)pt_network_finding_free,
                                   .take = take };

/* ── What can be done ── */

static void
enable (PtNetworkPage *self, const char *name, gboolean enabled)
{
  g_simple_action_set_enabled (
      G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name)), enabled);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  PtNetworkPage *self = PT_NETWORK_PAGE (source);
  g_autoptr (GError) error = NULL;

  pt_team_task_finish (result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  enable (self, "ask", TRUE);
  if (error != NULL)
    pt_window_toast (GTK_WIDGET (self), error->message, NULL, NULL, NULL);
  else
    pt_reader_again (self->reader);
}

static void
ask_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNetworkPage *self = user_data;

  enable (self, "ask", FALSE);
  pt_team_task (G_OBJECT (self), pt_logbook_get_folder (self->logbook), pt_network_ask_job, NULL,
                NULL, NULL, self->cancellable, asked_cb, NULL);
}

typedef struct
{
  PtNetwork *network;
  char *item;
} Loan;

static void
loan_free (gpointer data)
{
  Loan *self = data;

  pt_network_unref (self->network);
  g_free (self->item);
  g_free (self);
}

static gpointer
borrow_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Loan *loan = data;

  return pt_network_borrow (store, loan->network, loan->item, error);
}

static void
borrowed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);
  const char *ids[] = { id, NULL };

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (id == NULL)
    {
      pt_window_toast (user_data, error->message, NULL, NULL, NULL);
      return;
    }
  pt_logbook_notify_changed (PT_LOGBOOK (source), ids);
  pt_window_toast (user_data, _ ("Borrowed as a draft; its source says where it is from"),
                   _ ("Undo"), "win.undo", NULL);
  g_signal_emit (user_data, signals[OPEN_RECORD], 0, id);
}

static void
borrow_cb (GSimpleAction *action, GVariant *item, gpointer user_data)
{
  PtNetworkPage *self = user_data;
  Loan *loan = g_new0 (Loan, 1);

  loan->network = pt_network_ref (self->finding->network);
  loan->item = g_variant_dup_string (item, NULL);
  pt_logbook_run_async (self->logbook, borrow_job, loan, loan_free, g_free, self->cancellable,
                        borrowed_cb, self);
}

static void
open_cb (GSimpleAction *action, GVariant *id, gpointer user_data)
{
  g_signal_emit (user_data, signals[OPEN_RECORD], 0, g_variant_get_string (id, NULL));
}

static void
more_cb (GSimpleAction *action, GVariant *title, gpointer user_data)
{
  PtNetworkPage *self = user_data;

  g_hash_table_add (self->whole, g_variant_dup_string (title, NULL));
  show (self);
}

static void
dossier_cb (GSimpleAction *action, GVariant *theme, gpointer user_data)
{
  GtkRoot *window = gtk_widget_get_root (user_data);

  pt_dossier_window_show (PT_WINDOW (window), g_variant_get_string (theme, NULL));
}

/* A lab that runs is counted to the day on which the team server told of it. */
static void
compare_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  PtNetworkPage *self = user_data;
  PtWorld *world = pt_logbook_get_world (self->logbook);
  g_autofree char *today = self->finding->asked_at > 0
                               ? pt_date_of_instant (self->finding->asked_at, 0)
                               : pt_world_today (world);

  pt_compare_window_show (PT_WINDOW (gtk_widget_get_root (user_data)), self->finding->network,
                          today);
}

static const GActionEntry network_actions[] = {
  { "ask", ask_cb },        { "borrow", borrow_cb, "s" },   { "open", open_cb, "s" },
  { "more", more_cb, "s" }, { "dossier", dossier_cb, "s" }, { "compare", compare_cb },
};

/* B borrows the learning moment that has the focus, or opens what was borrowed from it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *keys, guint key, guint code, GdkModifierType state,
                PtNetworkPage *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  const char *id = pt_network_row_get_item (focus);
  const PtNetworkItem *item = id != NULL ? pt_network_get (self->finding->network, id) : NULL;
  const char *own = item != NULL ? g_hash_table_lookup (self->finding->borrowed, id) : NULL;

  if (item == NULL || !g_str_equal (item->kind, "learning")
      || gdk_keyval_to_lower (key) != GDK_KEY_b
      || (state & gtk_accelerator_get_default_mod_mask () & ~GDK_SHIFT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;
  g_action_group_activate_action (G_ACTION_GROUP (self->actions), own != NULL ? "open" : "borrow",
                                  g_variant_new_string (own != NULL ? own : id));
  return GDK_EVENT_STOP;
}

/* ── Type ── */

static void
pt_network_page_dispose (GObject *object)
{
  PtNetworkPage *self = PT_NETWORK_PAGE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reader, pt_reader_free);
  /* Else the bin would let go of a child that the template has taken away. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), PT_TYPE_NETWORK_PAGE);
  g_clear_pointer (&self->finding, pt_network_finding_free);
  g_clear_pointer (&self->whole, g_hash_table_unref);
  g_clear_object (&self->actions);
  g_clear_object (&self->logbook);
  G_OBJECT_CLASS (pt_network_page_parent_class)->dispose (object);
}

static void
pt_network_page_class_init (PtNetworkPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = pt_network_page_dispose;
  signals[OPEN_RECORD] = g_signal_new ("open-record", PT_TYPE_NETWORK_PAGE, G_SIGNAL_RUN_LAST, 0,
                                       NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/nl/proeftuin/Proeftuin/app/pt-network-page.ui");
  gtk_widget_class_bind_template_child (widget_class, PtNetworkPage, stack);
  gtk_widget_class_bind_template_child (widget_class, PtNetworkPage, groups);
  gtk_widget_class_bind_template_child (widget_class, PtNetworkPage, asked);
  gtk_widget_class_bind_template_child (widget_class, PtNetworkPage, empty);
  gtk_widget_class_bind_template_child (widget_class, PtNetworkPage, ask);
}

static void
pt_network_page_init (PtNetworkPage *self)
{
  const PtPlace *place = pt_place_find ("network");
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
  self->whole = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), network_actions,
                                   G_N_ELEMENTS (network_actions), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "network", G_ACTION_GROUP (self->actions));
  adw_status_page_set_icon_name (self->empty, pt_place_get_icon (place));
  adw_status_page_set_title (self->empty, _ (place->empty_title));
  adw_status_page_set_description (self->empty, _ (place->empty_text));
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * pt_network_page_new:
 * @logbook: an open logbook
 *
 * Returns: (transfer floating): the page; it is read when it is seen
 */
GtkWidget *
pt_network_page_new (PtLogbook *logbook)
{
  PtNetworkPage *self = g_object_new (PT_TYPE_NETWORK_PAGE, NULL);

  self->logbook = g_object_ref (logbook);
  self->reader = pt_reader_new (self, logbook, &reading);
  return GTK_WIDGET (self);
}
