import ArgumentParser
import LeNetFiles

/// Throws if an output file is one of the input files, under this or another name.
func refuse(_ output: String?, _ option: String, over inputs: [String?]) throws {
  guard let output, output != "-" else { return }
  for input in inputs {
    guard let input, output == input || isSameFile(output, input) else { continue }
    throw ValidationError(
      "\(option) \(output) would overwrite \(input), which is read; name another file")
  }
}

/// Throws if an output file cannot be written where it is named, before work is done for it.
func refuseUnwritable(_ output: String?) throws {
  guard let output, output != "-" else { return }
  do {
    try AtomicFile.check(output)
  } catch {
    throw CommandFailure.wrongUse(error.description)
  }
}
