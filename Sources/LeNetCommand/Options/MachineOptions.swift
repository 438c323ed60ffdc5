import ArgumentParser
import LeNet
import LeNetEvaluation

/// The option for the device.
struct DeviceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("Device to compute on; cpu is the only one.", valueName: "device"))
  var device: String?

  func validate() throws {
    guard let device, device != "cpu" else { return }
    throw ValidationError(
      "--device is \(device), but lenet computes on the CPU only, on all cores; leave --device out, or give cpu"
    )
  }

  /// The device that computes.
  func computeDevice(instructions: InstructionSet? = nil) -> any ComputeDevice {
    CPU(instructions: instructions ?? .best)
  }
}

/// The options for threads and instructions; the result depends on the instruction set only.
struct MachineOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Number of threads; it never changes the result. (default: all processors)",
      valueName: "n"))
  var threads: Int?

  @Option(
    help: ArgumentHelp(
      "Instruction set of the inner loops. (default: the best of this processor)",
      valueName: "set"))
  var instructions: InstructionSet?

  @OptionGroup var device: DeviceOptions

  func validate() throws {
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is \(threads); expected a number from 1 to 1024")
    }
    let available = InstructionSet.available
    if let instructions, !available.contains(instructions) {
      let names = available.map(\.argumentName).joined(separator: ", ")
      throw ValidationError(
        "--instructions \(instructions.argumentName) is not supported by this processor; "
          + "choose one of \(names)")
    }
  }

  /// The device that computes.
  var computeDevice: any ComputeDevice { device.computeDevice(instructions: instructions) }

  func apply(to options: inout TrainingOptions) {
    if let threads { options.threads = threads }
    options.device = computeDevice
  }

  func evaluator(for model: ModelFile) -> Evaluator {
    Evaluator(
      model: model, threads: threads ?? Machine.cores, device: computeDevice)
  }
}
