// A second file of the same program that includes both headers: what they define must not collide.
#include <unphi.h>
#include <unphi.hpp>

unphi_status status_from_another_file();

unphi_status status_from_another_file() {
  const auto deid = unphi::deidentifier::make();
  return deid ? UNPHI_STATUS_OK : deid.error().status;
}
