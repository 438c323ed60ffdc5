import ArgumentParser
import LeNetFiles

/// Throws where a file to be written is one of those that are read, whatever its names.
func refuse(_ output: String?, _ option: String, over inputs: [String?]) throws {
  guard let output, output != "-" else { return }
  for input in inputs {
    guard let input, output == input || isSameFile(output, input) else { continue }
    throw ValidationError(
      "\(option) \(output) would overwrite \(input), which is read; name another file")
  }
}
