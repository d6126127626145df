# find_package(unphi) defines
#   unphi::unphi          the shared library (the static one where there is no shared one)
#   unphi::unphi_static   the static library, with what it links against
# both with the folder of unphi.h and unphi.hpp.

# This file is in <prefix>/share/unphi/cmake.
get_filename_component(_unphi_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

find_path(unphi_INCLUDE_DIR unphi.h PATHS "${_unphi_prefix}/include" NO_DEFAULT_PATH)
set(_unphi_folders "${_unphi_prefix}/lib" "${_unphi_prefix}/lib64")
if(CMAKE_LIBRARY_ARCHITECTURE)
  list(APPEND _unphi_folders "${_unphi_prefix}/lib/${CMAKE_LIBRARY_ARCHITECTURE}")
endif()
find_library(unphi_SHARED_LIBRARY
  NAMES ${CMAKE_SHARED_LIBRARY_PREFIX}unphi${CMAKE_SHARED_LIBRARY_SUFFIX} unphi.dll.lib
  PATHS ${_unphi_folders} NO_DEFAULT_PATH)
find_library(unphi_STATIC_LIBRARY
  NAMES ${CMAKE_STATIC_LIBRARY_PREFIX}unphi${CMAKE_STATIC_LIBRARY_SUFFIX}
  PATHS ${_unphi_folders} NO_DEFAULT_PATH)
mark_as_advanced(unphi_INCLUDE_DIR unphi_SHARED_LIBRARY unphi_STATIC_LIBRARY)

if(unphi_STATIC_LIBRARY AND NOT TARGET unphi::unphi_static)
  find_package(Threads REQUIRED)
  add_library(unphi::unphi_static UNKNOWN IMPORTED)
  set_target_properties(unphi::unphi_static PROPERTIES
    IMPORTED_LOCATION "${unphi_STATIC_LIBRARY}"
    INTERFACE_INCLUDE_DIRECTORIES "${unphi_INCLUDE_DIR}")
  if(WIN32)
    set(_unphi_system ws2_32 userenv ntdll)
  else()
    set(_unphi_system Threads::Threads ${CMAKE_DL_LIBS} m)
  endif()
  set_property(TARGET unphi::unphi_static PROPERTY INTERFACE_LINK_LIBRARIES "${_unphi_system}")
endif()

if(NOT TARGET unphi::unphi)
  if(unphi_SHARED_LIBRARY)
    # UNKNOWN, because on Windows what is linked is the import library.
    add_library(unphi::unphi UNKNOWN IMPORTED)
    set_target_properties(unphi::unphi PROPERTIES
      IMPORTED_LOCATION "${unphi_SHARED_LIBRARY}"
      INTERFACE_INCLUDE_DIRECTORIES "${unphi_INCLUDE_DIR}")
  elseif(unphi_STATIC_LIBRARY)
    add_library(unphi::unphi INTERFACE IMPORTED)
    set_property(TARGET unphi::unphi PROPERTY INTERFACE_LINK_LIBRARIES unphi::unphi_static)
  endif()
endif()

if(NOT unphi_INCLUDE_DIR OR NOT TARGET unphi::unphi)
  set(unphi_FOUND FALSE)
  set(unphi_NOT_FOUND_MESSAGE "unphi.h or libunphi is missing in ${_unphi_prefix}")
endif()
