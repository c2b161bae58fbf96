#include "CCurl.h"

#include <dlfcn.h>

// POSIX lets the pointer that dlsym returns be used as a function; ISO C has no cast for it but through the object.
static bool find(void *handle, const char *name, void *function) {
  void *symbol = dlsym(handle, name);
  *(void **)function = symbol;
  return symbol != NULL;
}

static bool find_all(void *handle, struct ccurl_library *library) {
  return find(handle, "curl_global_init", &library->global_init)
    && find(handle, "curl_version", &library->version)
    && find(handle, "curl_easy_init", &library->easy_init)
    && find(handle, "curl_easy_cleanup", &library->easy_cleanup)
    && find(handle, "curl_easy_setopt", &library->easy_setopt)
    && find(handle, "curl_easy_getinfo", &library->easy_getinfo)
    && find(handle, "curl_easy_strerror", &library->easy_strerror)
    && find(handle, "curl_slist_append", &library->slist_append)
    && find(handle, "curl_slist_free_all", &library->slist_free_all)
    && find(handle, "curl_multi_init", &library->multi_init)
    && find(handle, "curl_multi_cleanup", &library->multi_cleanup)
    && find(handle, "curl_multi_setopt", &library->multi_setopt)
    && find(handle, "curl_multi_add_handle", &library->multi_add_handle)
    && find(handle, "curl_multi_remove_handle", &library->multi_remove_handle)
    && find(handle, "curl_multi_socket_action", &library->multi_socket_action)
    && find(handle, "curl_multi_timeout", &library->multi_timeout)
    && find(handle, "curl_multi_info_read", &library->multi_info_read);
}

bool ccurl_open(struct ccurl_library *library, const char *name) {
  void *handle = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (handle == NULL) return false;
  if (find_all(handle, library) && library->global_init(CCURL_GLOBAL_ALL) == CCURLE_OK) return true;
  dlclose(handle);
  return false;
}

int ccurl_set_long(const struct ccurl_library *library, void *easy, int option, long value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_offset(const struct ccurl_library *library, void *easy, int option, int64_t value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_string(const struct ccurl_library *library, void *easy, int option, const char *value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_pointer(const struct ccurl_library *library, void *easy, int option, void *value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_list(const struct ccurl_library *library, void *easy, int option, struct ccurl_slist *value) {
  return library->easy_setopt(easy, option, value);
}

int ccurl_set_data_callback(
  const struct ccurl_library *library, void *easy, int option, ccurl_data_callback callback) {
  return library->easy_setopt(easy, option, callback);
}

int ccurl_set_prereq_callback(
  const struct ccurl_library *library, void *easy, int option, ccurl_prereq_callback callback) {
  return library->easy_setopt(easy, option, callback);
}

int ccurl_get_long(const struct ccurl_library *library, void *easy, int info, long *value) {
  return library->easy_getinfo(easy, info, value);
}

int ccurl_get_pointer(const struct ccurl_library *library, void *easy, int info, void **value) {
  return library->easy_getinfo(easy, info, value);
}

int ccurl_multi_set_long(const struct ccurl_library *library, void *multi, int option, long value) {
  return library->multi_setopt(multi, option, value);
}

int ccurl_multi_set_pointer(const struct ccurl_library *library, void *multi, int option, void *value) {
  return library->multi_setopt(multi, option, value);
}

int ccurl_multi_set_socket_callback(
  const struct ccurl_library *library, void *multi, int option, ccurl_socket_callback callback) {
  return library->multi_setopt(multi, option, callback);
}

int ccurl_multi_set_timer_callback(
  const struct ccurl_library *library, void *multi, int option, ccurl_timer_callback callback) {
  return library->multi_setopt(multi, option, callback);
}
