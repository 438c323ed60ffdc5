import CLeNet
import LeNetEngine
import LeNetKernels
import LeNetText
import LeNetTraining

/// The options of a training, from JSON.
struct TrainingSettings {
  var options = TrainingOptions()
  /// The number of training images to hold out and measure on instead of the test set.
  let heldBack: Int?

  init(_ pointer: UnsafePointer<CChar>?) throws(CallFailure) {
    let given = try CallOptions(
      pointer,
      keys: [
        "seed", "threads", "output", "resume", "checkpointSeconds", "metricsPerEpoch",
        "testEachEpoch", "heldBack", "instructions", "command",
      ])
    options.seed = try given.seed("seed") ?? options.seed
    options.threads = try given.whole("threads", in: 1...1024) ?? options.threads
    options.output = try given.text("output")
    options.resume = try given.flag("resume") ?? false
    options.checkpointSeconds = try given.number("checkpointSeconds", in: 0...(.infinity))
    options.metricsPerEpoch =
      try given.whole("metricsPerEpoch", in: 0...TrainingOptions.largestMetricsPerEpoch) ?? 0
    options.testEachEpoch = try given.flag("testEachEpoch") ?? false
    options.command = try given.text("command")
    heldBack = try given.whole("heldBack", in: 1...100_000_000)
    if let set = try given.choice("instructions", of: InstructionSet.self) {
      guard InstructionSet.available.contains(set) else {
        throw CallFailure(
          LENET_ERROR_ARGUMENT,
          "the instruction set \(set.rawValue) is not supported by this processor; expected one of "
            + InstructionSet.available.map(\.rawValue).joined(separator: ", "))
      }
      options.device = CPU(instructions: set)
    }
    if options.output?.isEmpty == true {
      throw CallFailure(LENET_ERROR_ARGUMENT, "'output' in options is empty; give a folder")
    }
  }
}
