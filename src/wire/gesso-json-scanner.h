/* gesso-json-scanner.h
 *
 * Copyright 2026 The Gesso contributors
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "base/gesso-json.h"

G_BEGIN_DECLS

typedef struct _GessoJsonScanner GessoJsonScanner;

/**
 * GessoJsonWish:
 * @GESSO_JSON_WISH_COLLECT: the string is given whole, cut at the limit
 * @GESSO_JSON_WISH_STREAM: the string is given in pieces, of any length
 * @GESSO_JSON_WISH_SKIP: the string is checked and dropped
 *
 * What to do with the string value that is about to begin.
 */
typedef enum
{
  GESSO_JSON_WISH_COLLECT,
  GESSO_JSON_WISH_STREAM,
  GESSO_JSON_WISH_SKIP,
} GessoJsonWish;

/**
 * GessoJsonSink:
 * @choose: (nullable): asked at the opening quote of each string value; the scanner's path is that
 *   of the value
 * @begin: (nullable): an object (@is_array is FALSE) or an array begins
 * @end: (nullable): it ends
 * @string: (nullable): a collected string; @cut when it was longer than the limit
 * @stream: (nullable): the next decoded bytes of a streamed string
 * @stream_end: (nullable): the streamed string is whole
 * @literal: (nullable): a number, true, false or null, as it was written
 *
 * Where the tokens go. Text is borrowed for the call, is valid UTF-8 (what is not is replaced by
 * U+FFFD, as are lone surrogates), and may contain NUL except in keys.
 */
typedef struct
{
  GessoJsonWish (*choose)     (GessoJsonScanner *scanner,
                               gpointer          user_data);
  void          (*begin)      (GessoJsonScanner *scanner,
                               gboolean          is_array,
                               gpointer          user_data);
  void          (*end)        (GessoJsonScanner *scanner,
                               gboolean          is_array,
                               gpointer          user_data);
  void          (*string)     (GessoJsonScanner *scanner,
                               const char       *text,
                               gsize             length,
                               gboolean          cut,
                               gpointer          user_data);
  void          (*stream)     (GessoJsonScanner *scanner,
                               const char       *bytes,
                               gsize             length,
                               gpointer          user_data);
  void          (*stream_end) (GessoJsonScanner *scanner,
                               gpointer          user_data);
  void          (*literal)    (GessoJsonScanner *scanner,
                               const char       *text,
                               gpointer          user_data);
} GessoJsonSink;

/**
 * GessoJsonLimits:
 * @max_depth: open objects and arrays
 * @max_key: bytes of a member's name
 * @max_string: bytes of a collected string; longer ones are cut
 * @max_collected: bytes of all collected strings and keys together
 * @max_values: values of every kind
 */
typedef struct
{
  guint   max_depth;
  gsize   max_key;
  gsize   max_string;
  gsize   max_collected;
  guint64 max_values;
} GessoJsonLimits;

#define GESSO_JSON_LIMITS_DEFAULT { 32, 256, 256 * 1024, 4 * 1024 * 1024, 100 * 1000 }

GessoJsonScanner *gesso_json_scanner_new         (const GessoJsonLimits  *limits,
                                                  const GessoJsonSink    *sink,
                                                  gpointer                user_data) G_GNUC_WARN_UNUSED_RESULT;
void              gesso_json_scanner_free        (GessoJsonScanner       *self);
void              gesso_json_scanner_reset       (GessoJsonScanner       *self);

gboolean          gesso_json_scanner_push        (GessoJsonScanner       *self,
                                                  const void             *bytes,
                                                  gsize                   length,
                                                  GError                **error);
gboolean          gesso_json_scanner_finish      (GessoJsonScanner       *self,
                                                  GError                **error);
gboolean          gesso_json_scanner_is_complete (GessoJsonScanner       *self);

guint             gesso_json_scanner_get_depth   (GessoJsonScanner       *self);
const char       *gesso_json_scanner_get_key     (GessoJsonScanner       *self,
                                                  guint                   level);
guint64           gesso_json_scanner_get_index   (GessoJsonScanner       *self,
                                                  guint                   level);
gboolean          gesso_json_scanner_matches     (GessoJsonScanner       *self,
                                                  const char             *pattern);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GessoJsonScanner, gesso_json_scanner_free)

G_END_DECLS
