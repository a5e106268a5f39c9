/* gesso-xmp.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GESSO_XMP_NAMESPACE "https://gesso-studio.github.io/ns/1.0/"

/* IPTC's words for how a picture came to be. */
#define GESSO_XMP_SOURCE_AI         "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
#define GESSO_XMP_SOURCE_AI_EDITED  "http://cv.iptc.org/newscodes/digitalsourcetype/compositeWithTrainedAlgorithmicMedia"
#define GESSO_XMP_SOURCE_ALGORITHM  "http://cv.iptc.org/newscodes/digitalsourcetype/algorithmicMedia"
#define GESSO_XMP_SOURCE_COMPOSITE  "http://cv.iptc.org/newscodes/digitalsourcetype/composite"

/**
 * GessoXmp:
 *
 * The small part of an XMP packet that Gesso reads and writes: IPTC's digital source type, the
 * creating program, and records of our own namespace (names are XML names such as "Prompt",
 * values any text). A plain value, owned by who made it; any one thread.
 */
typedef struct _GessoXmp GessoXmp;

GessoXmp    *gesso_xmp_new                (void) G_GNUC_WARN_UNUSED_RESULT;
void         gesso_xmp_free               (GessoXmp     *self);
GessoXmp    *gesso_xmp_parse              (const char   *packet,
                                           gssize        length) G_GNUC_WARN_UNUSED_RESULT;
char        *gesso_xmp_to_packet          (GessoXmp     *self);

void         gesso_xmp_set_source_type    (GessoXmp     *self,
                                           const char   *uri);
const char  *gesso_xmp_get_source_type    (GessoXmp     *self);
void         gesso_xmp_set_creator_tool   (GessoXmp     *self,
                                           const char   *name);
const char  *gesso_xmp_get_creator_tool   (GessoXmp     *self);
void         gesso_xmp_set                (GessoXmp     *self,
                                           const char   *name,
                                           const char   *value);
const char  *gesso_xmp_get                (GessoXmp     *self,
                                           const char   *name);
const char **gesso_xmp_list_names         (GessoXmp     *self,
                                           guint        *out_length);

char        *gesso_xmp_find_packet        (GBytes       *file);
GBytes      *gesso_xmp_embed              (GBytes       *file,
                                           GessoXmp     *xmp) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoXmp, gesso_xmp_free)

G_END_DECLS
