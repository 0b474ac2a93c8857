/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See pt-house-row.h. */
#include "pt-house-row.h"

#include "pt-house-file.h"
#include "pt-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *key, *label;
  GtkWidget *(*make) (PtHouseRow *self);
} Setting;

struct _PtHouseRow
{
  PtOwnRow parent_instance;

  const Setting *setting;
};

G_DEFINE_FINAL_TYPE (PtHouseRow, pt_house_row, PT_TYPE_OWN_ROW)

static char *
dup_value (PtHouseRow *self)
{
  PtLogbook *logbook = pt_own_row_get_logbook (PT_OWN_ROW (self));

  return pt_house_dup_setting (pt_store_get_folder (pt_logbook_get_reader (logbook)),
                               self->setting->key);
}

static void
show (PtHouseRow *self)
{
  g_autofree char *value = dup_value (self);

  pt_own_row_show (PT_OWN_ROW (self), value);
}

static void
add_button (PtHouseRow *self)
{
  GtkWidget *button = self->setting->make (self);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ (self->setting->label), -1);
  pt_own_row_put_button (PT_OWN_ROW (self), button);
}

/* ── Keeping ── */

typedef struct
{
  const char *key;
  char *value;
} Change;

static void
change_free (gpointer data)
{
  Change *self = data;

  g_free (self->value);
  g_free (self);
}

/* (transfer full): sentences about what is not kept to; empty for none. */
static gpointer
set_job (PtStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Change *change = data;
  const char *folder = pt_store_get_folder (store);
  g_autoptr (PtHouse) house = NULL;

  if (!pt_house_set (folder, change->key, change->value, error)
      || !pt_house_find (folder, &house, error))
    return NULL;
  if (house == NULL)
    return g_strdup ("");
  g_ptr_array_add (house->notes, NULL);
  return g_strjoinv (" ", (char **)house->notes->pdata);
}

static void
set_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (PtHouseRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = pt_logbook_run_finish (PT_LOGBOOK (source), result, &error);

  if (pt_own_row_get_logbook (PT_OWN_ROW (self)) == NULL)
    return;
  show (self);
  if (pt_own_row_shows_ours (PT_OWN_ROW (self)))
    {
      add_button (self); /* it shows what was chosen */
      gtk_widget_grab_focus (pt_own_row_get_button (PT_OWN_ROW (self)));
    }
  if (said == NULL || *said != '\0')
    pt_window_toast (GTK_WIDGET (self), said ? said : error->message, NULL, NULL, NULL);
  if (said != NULL)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
pt_house_row_set (PtOwnRow *row, const char *value)
{
  PtHouseRow *self = PT_HOUSE_ROW (row);
  Change *change = g_new0 (Change, 1);

  *change = (Change){ self->setting->key, g_strdup (value) };
  pt_logbook_run_async (pt_own_row_get_logbook (row), set_job, change, change_free, g_free, NULL,
                        set_cb, g_object_ref (self));
}

/* ── The logo ── */

static GtkWidget *
make_logo (PtHouseRow *self)
{
  return pt_own_row_make_file_button (PT_OWN_ROW (self), _ ("Choose a Logo"));
}

/* ── Fonts ── */

static void
font_cb (GtkFontButton *button, GParamSpec *pspec, PtHouseRow *self)
{
  PangoFontFamily *family = gtk_font_chooser_get_font_family (GTK_FONT_CHOOSER (button));

  if (family != NULL)
    pt_own_row_set (PT_OWN_ROW (self), pango_font_family_get_name (family));
}

static GtkWidget *
make_font (PtHouseRow *self)
{
  g_autofree char *font = dup_value (self);
  GtkWidget *button = gtk_font_button_new ();

  gtk_font_chooser_set_level (GTK_FONT_CHOOSER (button), GTK_FONT_CHOOSER_LEVEL_FAMILY);
  if (font != NULL)
    gtk_font_chooser_set_font (GTK_FONT_CHOOSER (button), font);
  g_signal_connect (button, "font-set", G_CALLBACK (font_cb), self);
  return button;
}

/* ── The colour ── */

static void
colour_cb (GtkColorButton *button, PtHouseRow *self)
{
  g_autofree char *text = NULL;
  GdkRGBA colour;

  gtk_color_chooser_get_rgba (GTK_COLOR_CHOOSER (button), &colour);
  text = g_strdup_printf ("#%02x%02x%02x", (guint)(colour.red * 255 + 0.5f),
                          (guint)(colour.green * 255 + 0.5f), (guint)(colour.blue * 255 + 0.5f));
  pt_own_row_set (PT_OWN_ROW (self), text);
}

/* What takes the focus is inside, and has no words of its own. */
static void
name_inside (GtkWidget *button, const char *name)
{
  for (GtkWidget *at = gtk_widget_get_first_child (button); at != NULL;
       at = gtk_widget_get_first_child (at))
    gtk_accessible_update_property (GTK_ACCESSIBLE (at), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static GtkWidget *
make_colour (PtHouseRow *self)
{
  g_autofree char *text = dup_value (self);
  GtkWidget *button = gtk_color_button_new ();
  GdkRGBA colour;

  if (text != NULL && gdk_rgba_parse (&colour, text))
    gtk_color_chooser_set_rgba (GTK_COLOR_CHOOSER (button), &colour);
  name_inside (button, _ (self->setting->label));
  g_signal_connect (button, "color-set", G_CALLBACK (colour_cb), self);
  return button;
}

static const Setting settings[] = {
  { "logo", N_ ("Logo"), make_logo },
  { "heading-font", N_ ("Font of titles and captions"), make_font },
  { "text-font", N_ ("Font of the text"), make_font },
  { "accent", N_ ("Colour"), make_colour },
};

/* ── The row ── */

static void
pt_house_row_class_init (PtHouseRowClass *klass)
{
  PT_OWN_ROW_CLASS (klass)->set = pt_house_row_set;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", PT_TYPE_HOUSE_ROW, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
pt_house_row_init (PtHouseRow *self)
{
}

GtkWidget *
pt_house_row_nth (guint i, PtLogbook *logbook)
{
  PtHouseRow *self;

  if (i >= G_N_ELEMENTS (settings))
    return NULL;
  self = g_object_new (PT_TYPE_HOUSE_ROW, "title", _ (settings[i].label), NULL);
  pt_own_row_set_logbook (PT_OWN_ROW (self), logbook);
  self->setting = &settings[i];
  add_button (self);
  show (self);
  return GTK_WIDGET (self);
}
