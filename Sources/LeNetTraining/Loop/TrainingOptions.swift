public import LeNetEngine
package import LeNetFiles
public import LeNetModel

/// The options of a run; of these only seed, starting values, earlier members and
/// device can change a bit of the model.
public struct TrainingOptions: Sendable {
  /// The seed of starting values, shuffling, distortion and dropout.
  public var seed: UInt64
  /// The number of threads; by default all cores, but at most 64, which keeps memory small on large
  /// servers.
  public var threads: Int
  /// The device that computes; by default the CPU with its best instruction set.
  public var device: any ComputeDevice
  /// The run folder; without one the run writes nothing.
  public var output: String?
  /// Whether to resume the run in the folder, or start it if there is none; needs `output`.
  public var resume: Bool
  /// The seconds between checkpoints within an epoch, from 0 up; nil for checkpoints at the ends of epochs only.
  public var checkpointSeconds: Double?
  /// The number of points in every epoch that become `.step` events and lines of `metrics.jsonl`, 0 to
  /// `largestMetricsPerEpoch`; not more than one a step.
  public var metricsPerEpoch: Int
  /// Whether to evaluate on the test set after every epoch; it never chooses anything.
  public var testEachEpoch: Bool
  /// A model that gives the starting values of all layers with the same form.
  public var initialWeights: ModelFile?
  /// Whether the last layer starts from new values; with nil, if the classes have
  /// other names than the model's.
  public var newHead: Bool?
  /// The earlier members of a boosted committee, one or two, which choose the patterns.
  ///
  /// With one model, half of the patterns are its errors; with two, all are patterns that the
  /// two classify differently: H. Drucker, R. Schapire and P. Simard, "Boosting performance in neural
  /// networks" (1993), which LeCun, Bottou, Bengio and Haffner (1998) apply to LeNet-4.
  public var boostingMembers: [ModelFile]

  /// The command line for `run.json`, if there is one.
  public var command: String?

  /// Replaces a file; tests make it slow or let it fail.
  package var writeFile: AtomicFile.Writer = AtomicFile.write

  /// Options, by default those of a run without a folder.
  public init(
    seed: UInt64 = 1, threads: Int = Machine.cores, device: any ComputeDevice = CPU(),
    output: String? = nil, resume: Bool = false, checkpointSeconds: Double? = nil,
    metricsPerEpoch: Int = 0, testEachEpoch: Bool = false, initialWeights: ModelFile? = nil,
    newHead: Bool? = nil, boostingMembers: [ModelFile] = [], command: String? = nil
  ) {
    self.seed = seed
    self.threads = threads
    self.device = device
    self.output = output
    self.resume = resume
    self.checkpointSeconds = checkpointSeconds
    self.metricsPerEpoch = metricsPerEpoch
    self.testEachEpoch = testEachEpoch
    self.initialWeights = initialWeights
    self.newHead = newHead
    self.boostingMembers = boostingMembers
    self.command = command
  }
}
