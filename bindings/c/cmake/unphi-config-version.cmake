# Versions of 0.N are compatible among themselves, then all of one major number are.
set(PACKAGE_VERSION "0.1.0")

set(PACKAGE_VERSION_COMPATIBLE FALSE)
set(PACKAGE_VERSION_EXACT FALSE)
if(PACKAGE_FIND_VERSION VERSION_EQUAL PACKAGE_VERSION)
  set(PACKAGE_VERSION_EXACT TRUE)
endif()
string(REGEX MATCH "^(0\\.[0-9]+|[1-9][0-9]*)" _unphi_series "${PACKAGE_VERSION}")
string(REGEX MATCH "^(0\\.[0-9]+|[1-9][0-9]*|0)" _unphi_wanted "${PACKAGE_FIND_VERSION}")
if(PACKAGE_FIND_VERSION VERSION_LESS_EQUAL PACKAGE_VERSION AND
   (_unphi_series STREQUAL _unphi_wanted OR _unphi_wanted STREQUAL "0"))
  set(PACKAGE_VERSION_COMPATIBLE TRUE)
endif()
