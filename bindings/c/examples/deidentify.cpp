// De-identifies a few invented notes on several threads that share one engine.
//
//     c++ -std=c++17 -pthread deidentify.cpp $(pkg-config --cflags --libs unphi) -o deidentify
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <unphi.hpp>

int main() {
  const std::vector<std::string_view> notes = {
      "Pt John Smith, DOB 03/14/1962, MRN: 00482913, seen by Dr. Alvarez.",
      "K 4.1, Na 139. Call daughter Mei Tanaka at (617) 555-0142.",
      "SSN 219-09-9999, e-mail jsmith@example.org",
  };

  const auto deid = unphi::deidentifier::make(unphi::options().min_confidence(0.5F).deny("Project Falcon"));
  if (!deid) {
    std::cerr << "the engine cannot be made: " << deid.error().message << '\n';
    return EXIT_FAILURE;
  }

  std::vector<std::string> outputs(notes.size());
  std::vector<std::thread> threads;
  for (std::size_t i = 0; i < notes.size(); i++) {
    threads.emplace_back([&, i] {
      // A note that fails leaves an empty output: it is withheld, not passed on.
      if (auto done = deid->deidentify_to(notes[i], outputs[i]); !done) std::cerr << done.error().message << '\n';
    });
  }
  for (auto &thread : threads) thread.join();
  for (const auto &output : outputs) std::cout << output << '\n';

  const auto out = deid->deidentify(notes[0]);
  if (!out) return EXIT_FAILURE;
  for (std::size_t i = 0; i < out->spans().size(); i++) {
    std::cout << unphi::name(out->spans()[i].identifier) << '/' << out->kind(i) << ": " << out->evidence(i) << '\n';
  }
  return EXIT_SUCCESS;
}
