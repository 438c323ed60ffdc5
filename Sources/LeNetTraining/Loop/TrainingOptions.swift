public import LeNetEngine
public import LeNetModel

/// How a recipe is run here and now; of these only seed, starting values, earlier members and
/// instruction set can change a bit of the model.
public struct TrainingOptions: Sendable {
  /// Decides starting values, shuffling, distortion and dropout.
  public var seed: UInt64 = 1
  /// Threads at work; by default all cores, but at most 64, which keeps memory small on large
  /// servers.
  public var threads: Int = Machine.cores
  /// The instruction set; the best of this processor by default.
  public var instructions: InstructionSet = .best
  /// The run folder; without one nothing is written.
  public var output: String?
  /// Goes on with the run in the folder, or starts it where there is none.
  public var resume: Bool = false
  /// Saves a checkpoint so many seconds after the last one, besides those at the ends of epochs.
  public var checkpointSeconds: Double?
  /// Points inside every epoch that are told as `.step` events and kept in `metrics.jsonl`.
  public var stepLines: Int = 0
  /// Measures the test set after every epoch, to be drawn; it never chooses anything.
  public var testEachEpoch: Bool = false
  /// A model whose values are the starting values, in every layer that it has alike.
  public var initialWeights: ModelFile?
  /// Whether the last layer starts anew all the same; by nil it does where the classes are called
  /// otherwise than the model's.
  public var newHead: Bool?
  /// The earlier members of a committee, one or two, which choose the patterns by boosting.
  ///
  /// With one model half of the patterns are those that it reads wrong; with two all are those that the
  /// two read differently: H. Drucker, R. Schapire and P. Simard, "Boosting performance in neural
  /// networks" (1993), which LeCun, Bottou, Bengio and Haffner (1998) apply to LeNet-4.
  public var boostingMembers: [ModelFile] = []

  /// The command line for `run.json`, where there is one.
  public var command: String?

  /// Replaces a file whole; tests make it slow or let it fail.
  package var writeFile: @Sendable ([UInt8], String) throws(AtomicFileError) -> Void =
    AtomicFile.write

  /// Options with the defaults.
  public init() {}
}
