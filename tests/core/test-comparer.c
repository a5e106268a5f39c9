/* test-comparer.c
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What pictures of the library are made of: an edit whose regions were sent each by itself is
 * compared with all answers that are in it, whatever became of the pictures between; and what is
 * left out as masked is what was proven, no more.
 */

#include "config.h"

#include "support/gesso-test-library.h"
#include "support/gesso-test-picture.h"
#include "support/gesso-test-studio.h"
#include "support/gesso-test.h"

#include "base/gesso-digest.h"
#include "image/gesso-composite.h"
#include "image/gesso-decoder.h"
#include "image/gesso-encoder.h"
#include "image/gesso-transform.h"
#include "studio/gesso-comparer.h"
#include "studio/gesso-stitcher.h"

#include <string.h>

#define HEIGHT 400
#define PART 320
#define N_PARTS 3
#define WIDTH (N_PARTS * PART)

/* A session with a picture, and the parts of one edit of it. */
typedef struct
{
  char *folder;          /* (owned) */
  GessoLibrary *library; /* (owned) */
  GessoSession *session; /* (owned) */
  GessoNode *base;       /* (owned) */
  GessoImage *scene;     /* (owned) */
} Fixture;

static GessoReference *
make_reference (GessoImage *image,
                const char *name)
{
  GessoEncodeOptions options = GESSO_ENCODE_OPTIONS_INIT;
  g_autoptr (GBytes) png
      = gesso_encoder_encode (image, GESSO_IMAGE_FORMAT_PNG, &options, NULL, NULL);
  g_autofree char *digest = NULL;

  g_assert_nonnull (png);
  digest = gesso_digest_bytes (png);
  return gesso_reference_new (png, "image/png", name, digest, gesso_image_get_width (image),
                              gesso_image_get_height (image));
}

static void
set_up (Fixture       *f,
        gconstpointer  data)
{
  g_autoptr (GessoImage) noise = gesso_test_picture_noise (WIDTH, HEIGHT, 1, FALSE);

  f->folder = gesso_test_make_folder ();
  f->library = gesso_test_library_open (f->folder);
  f->session = gesso_test_library_session (f->library, "x");
  f->scene = gesso_transform_blur (noise, 3, NULL, NULL);
  f->base = gesso_test_library_import_image (f->library, f->session, "scene", f->scene);
}

static void
tear_down (Fixture       *f,
           gconstpointer  data)
{
  gesso_image_unref (f->scene);
  g_object_unref (f->base);
  g_object_unref (f->session);
  gesso_test_library_close (f->library);
  gesso_test_remove_folder (f->folder);
}

/* A spot in each stripe; the masks of all, or of one. */
static gboolean
is_in_spot (int x,
            int y)
{
  return x % PART >= 120 && x % PART < 200 && y >= 150 && y < 230;
}

static GessoReference *
make_mask (guint parts)
{
  guint8 *pixels = g_malloc0 (WIDTH * HEIGHT);
  g_autoptr (GessoImage) image = NULL;

  for (int y = 0; y < HEIGHT; y++)
    for (int x = 0; x < WIDTH; x++)
      pixels[y * WIDTH + x] = is_in_spot (x, y) && (parts & 1u << (x / PART)) != 0 ? 255 : 0;
  image = gesso_image_new_take (WIDTH, HEIGHT, GESSO_PIXEL_FORMAT_GRAY8, WIDTH, pixels);
  return make_reference (image, "mask.png");
}

static GessoRect
get_rect (guint part)
{
  return (GessoRect){ (int) part * PART, 0, PART, HEIGHT };
}

/* What was sent, with the spot in a colour of its own and a stray dot that is not let through. */
static GessoImage *
make_answer (Fixture *f,
             guint    part)
{
  GessoRect rect = get_rect (part);
  g_autoptr (GessoImage) sent
      = gesso_transform_crop (f->scene, rect.x, rect.y, rect.width, rect.height, NULL);
  g_autoptr (GessoImage) spot
      = gesso_test_picture_constant (80, 80, 0x20304000u * (part + 1) | 255);
  g_autoptr (GessoImage) dot = gesso_test_picture_constant (4, 4, 0xff00ffff);
  g_autoptr (GessoImage) with_spot = gesso_composite_over (sent, spot, 120, 150, 255, NULL);

  return gesso_composite_over (with_spot, dot, 30, 30, 255, NULL);
}

static GessoRequest *
make_request (Fixture    *f,
              guint       part,
              const char *group)
{
  const GessoStitchOptions options = GESSO_STITCH_OPTIONS_INIT;
  GessoRect rect = get_rect (part);
  g_autoptr (GessoReference) base = make_reference (f->scene, "base.png");
  g_autoptr (GessoReference) own = make_mask (1u << part);
  g_autoptr (GessoReference) whole = make_mask (~0u);
  g_autoptr (GessoStitchPlan) plain
      = gesso_stitch_plan_new (own, &rect, &(GessoSize){ PART, HEIGHT }, NULL, &options);
  g_autoptr (GessoStitchPlan) numbered
      = gesso_stitch_plan_as_part (plain, whole, part + 1, N_PARTS);
  g_autoptr (GessoStitchPlan) plan = gesso_stitch_plan_with_group (numbered, group);
  g_autoptr (GPtrArray) references = g_ptr_array_new ();
  g_autoptr (GessoRequest) request = NULL;
  g_autoptr (GessoRequest) uncut = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *digest = NULL;

  gesso_library_put_blob_async (f->library, gesso_reference_get_data (whole), NULL,
                                gesso_test_result_cb, &result);
  digest = gesso_library_put_blob_finish (f->library, gesso_test_wait_result (&result), NULL);
  g_assert_nonnull (digest);
  g_ptr_array_add (references, base);
  request = gesso_test_studio_request ("remove it", 1, 0, references);
  uncut = gesso_request_with_plan (request, plan);
  return gesso_stitcher_cut (uncut, NULL, NULL);
}

static char *
find_head (Fixture    *f,
           const char *group)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_auto (GStrv) heads = NULL;

  gesso_library_find_heads_async (f->library, gesso_session_get_id (f->session),
                                  gesso_node_get_id (f->base), group, NULL, gesso_test_result_cb,
                                  &result);
  heads = gesso_library_find_heads_finish (f->library, gesso_test_wait_result (&result), NULL);
  g_assert_nonnull (heads);
  return heads[0] != NULL ? gesso_library_dup_blob_path (f->library, heads[0]) : NULL;
}

/* A part comes home, into what the others have made of the picture. */
static GessoNode *
bring_home (Fixture    *f,
            guint       part,
            const char *group)
{
  g_autoptr (GessoRequest) request = make_request (f, part, group);
  g_autofree char *job = gesso_test_library_edit_job (f->library, f->base, request);
  g_autofree char *head = find_head (f, group);
  g_autofree char *spool = gesso_library_dup_spool_folder (f->library, job);
  g_autoptr (GessoImage) answer = make_answer (f, part);
  g_autoptr (GPtrArray) nodes = NULL;
  g_autoptr (GError) error = NULL;

  gesso_test_library_receive_image (f->library, job, answer);
  gesso_stitcher_stitch (request, spool, 0, head, &error);
  g_assert_no_error (error);
  nodes = gesso_test_library_commit (f->library, job, 1);
  g_assert_cmpuint (nodes->len, ==, 1);
  g_assert_true (gesso_node_is_protected (nodes->pdata[0]));
  return g_object_ref (nodes->pdata[0]);
}

static void
discard (Fixture   *f,
         GessoNode *node)
{
  const char *ids[] = { gesso_node_get_id (node), NULL };
  g_autoptr (GAsyncResult) result = NULL;

  gesso_library_set_deleted_async (f->library, ids, TRUE, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (f->library, &result);
}

static GessoComparison *
compare (Fixture   *f,
         GessoNode *before,
         GessoNode *after)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GessoComparison *comparison;

  gesso_comparer_compare_async (f->library, before, after, NULL, gesso_test_result_cb, &result);
  comparison = gesso_comparer_compare_finish (f->library, gesso_test_wait_result (&result), &error);
  g_assert_no_error (error);
  return comparison;
}

/* The whole answer is the picture with the answers of these parts, as they came. */
static void
check (Fixture   *f,
       GessoNode *node,
       guint      parts)
{
  g_autoptr (GessoComparison) comparison = compare (f, f->base, node);
  g_autoptr (GessoImage) wanted = gesso_image_ref (f->scene);
  g_autoptr (GessoImage) whole = NULL;
  g_autoptr (GessoImage) outside = NULL;
  guint64 compared, different;
  GessoProof proof;
  guint n_parts = 0;
  guint n = 0;

  for (guint part = 0; part < N_PARTS; part++)
    if ((parts & 1u << part) != 0)
      {
        g_autoptr (GessoImage) answer = make_answer (f, part);
        GessoImage *next = gesso_composite_over (wanted, answer, get_rect (part).x, 0, 255, NULL);

        gesso_image_unref (wanted);
        wanted = next;
        n++;
      }
  g_assert_cmpuint (gesso_comparison_get_answers (comparison, &n_parts), ==, n);
  g_assert_cmpuint (n_parts, ==, N_PARTS);
  whole = gesso_comparison_make (comparison, GESSO_COMPARISON_ANSWER, NULL, NULL);
  gesso_test_picture_assert_equal (whole, wanted);

  outside = gesso_comparison_make (comparison, GESSO_COMPARISON_OUTSIDE, NULL, NULL);
  gesso_comparison_count (outside, &compared, &different);
  g_assert_true (gesso_node_get_proof (node, &proof));
  g_assert_cmpuint (compared, ==, proof.checked);
  g_assert_cmpuint (different, ==, 0);
}

static void
all_parts (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoNode) first = bring_home (f, 1, "group-one");
  g_autoptr (GessoNode) second = bring_home (f, 0, "group-one");
  g_autoptr (GessoNode) stranger = bring_home (f, 0, "group-two");
  g_autoptr (GessoNode) third = bring_home (f, 2, "group-one");

  check (f, first, 1u << 1);
  check (f, second, 1u << 1 | 1u);
  check (f, third, 7);
  check (f, stranger, 1);
}

/* What was in a picture when the next part was put in stays in it, in the bin or not. */
static void
discarded_later (Fixture       *f,
                 gconstpointer  data)
{
  g_autoptr (GessoNode) first = bring_home (f, 0, "group-one");
  g_autoptr (GessoNode) second = bring_home (f, 1, "group-one");
  g_autoptr (GessoNode) third = NULL;

  discard (f, first);
  third = bring_home (f, 2, "group-one");
  discard (f, second);
  check (f, third, 7);
}

static void
discarded_before (Fixture       *f,
                  gconstpointer  data)
{
  g_autoptr (GessoNode) first = bring_home (f, 0, "group-one");
  g_autoptr (GessoNode) second = NULL;

  discard (f, first);
  second = bring_home (f, 1, "group-one");
  check (f, second, 1u << 1);
}

/* What was destroyed is missing, and it is known that something is. */
static void
destroyed (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoNode) first = bring_home (f, 0, "group-one");
  g_autoptr (GessoNode) second = bring_home (f, 1, "group-one");
  g_autoptr (GAsyncResult) result = NULL;

  discard (f, first);
  gesso_library_empty_bin_async (f->library, G_MAXINT64, NULL, gesso_test_result_cb, &result);
  gesso_test_library_changed (f->library, &result);
  check (f, second, 1u << 1);
}

static void
any_other (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoImage) small = gesso_test_picture_constant (WIDTH / 2, HEIGHT / 2, 0x102030ff);
  g_autoptr (GessoNode) other
      = gesso_test_library_import_image (f->library, f->session, "small", small);
  g_autoptr (GessoNode) edit = bring_home (f, 0, "group-one");
  g_autoptr (GessoComparison) comparison = compare (f, other, edit);
  g_autoptr (GessoComparison) back = compare (f, edit, f->base);
  g_autoptr (GessoImage) shown
      = gesso_comparison_make (comparison, GESSO_COMPARISON_BEFORE, NULL, NULL);

  g_assert_cmpuint (gesso_comparison_get_answers (comparison, NULL), ==, 0);
  g_assert_false (gesso_comparison_has_mask (comparison));
  g_assert_cmpfloat (gesso_comparison_get_scale (comparison, NULL), ==, 2);
  g_assert_cmpint (gesso_image_get_width (shown), ==, WIDTH);
  g_assert_cmpuint (gesso_comparison_get_answers (back, NULL), ==, 0);
}

static void
cancelled (Fixture       *f,
           gconstpointer  data)
{
  g_autoptr (GessoNode) edit = bring_home (f, 0, "group-one");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  gesso_comparer_compare_async (f->library, f->base, edit, cancellable, gesso_test_result_cb,
                                &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (
      gesso_comparer_compare_finish (f->library, gesso_test_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/comparer/all-parts", all_parts);
  ADD ("/comparer/discarded-later", discarded_later);
  ADD ("/comparer/discarded-before", discarded_before);
  ADD ("/comparer/destroyed", destroyed);
  ADD ("/comparer/any-other", any_other);
  ADD ("/comparer/cancelled", cancelled);

  return g_test_run ();
}
