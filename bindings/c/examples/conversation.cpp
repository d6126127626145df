// A conversation with a model that is told nothing of a patient: messages go out with numbered tags, and the originals are put
// into the answer as it streams in.
//
//     c++ -std=c++17 conversation.cpp $(pkg-config --cflags --libs unphi) -o conversation
#include <cstdlib>
#include <initializer_list>
#include <iostream>
#include <string_view>

#include <unphi.hpp>

int main() {
  const auto deid = unphi::deidentifier::make();
  auto session = deid ? unphi::session::make(*deid) : deid.error();
  if (!session) {
    std::cerr << "the conversation cannot begin: " << session.error().message << '\n';
    return EXIT_FAILURE;
  }
  for (const std::string_view message : {"Mrs. Ruiz, MRN: 00482913, was seen by Dr. Alvarez.", "Whom should she call?"}) {
    const auto sent = session->deidentify(message);
    // A message that fails is withheld, not sent.
    if (!sent) return EXIT_FAILURE;
    std::cout << "> " << sent->text() << '\n';
  }

  // The pieces of an answer, as a model sends them: a tag may be cut.
  auto stream = session->stream();
  if (!stream) return EXIT_FAILURE;
  std::cout << "< ";
  for (const std::string_view piece : {"Mrs. [NA", "ME_1] should call ", "Dr. [NAME", "_2] about [MRN_1]."}) {
    const auto sure = stream->push(piece);
    if (!sure) return EXIT_FAILURE;
    std::cout << *sure << std::flush;
  }
  const auto rest = stream->finish();
  if (!rest) return EXIT_FAILURE;
  std::cout << *rest << '\n';
  return EXIT_SUCCESS;
}
