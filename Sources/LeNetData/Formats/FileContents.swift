import LeNetModel

/// What the files of a data set hold, before the classes are numbered and the range of the pixels is known.
struct FileContents {
  let name: String
  /// The names of the classes in `classes.txt`.
  var classes: [String]?
  /// The range that a person gave.
  let asked: PixelRange?
  var training: UnnumberedSplit?
  var validation: UnnumberedSplit?
  var test: UnnumberedSplit?

  init(name: String, classes: [String]?, asked: PixelRange?) {
    self.name = name
    self.classes = classes
    self.asked = asked
  }

  private var parts: [UnnumberedSplit] { [training, validation, test].compactMap(\.self) }

  /// The range of the pixels of all parts.
  private func range() throws(DatasetError) -> PixelRange.Choice {
    let parts = parts
    let figures = PixelFigures.joined(parts.map(\.pixels.figures))
    if let asked { return PixelRange.scaled(asked, figures) }
    do {
      return try PixelRange.find(for: figures)
    } catch {
      switch error {
      case .odd(let odd): throw parts[odd.part].error(odd)
      case .range(let lowest, let highest):
        throw .pixelRange(dataset: name, lowest: lowest, highest: highest)
      }
    }
  }

  /// The test split of files that have no training images; nil if they have some.
  var testAlone: Dataset? {
    get throws(DatasetError) {
      guard training == nil, let test else { return nil }
      return try dataset(test, numbering([test]), range().range)
    }
  }

  /// The images of a file without regard to labels, as answers are given for them.
  var unlabelled: UnlabelledData {
    get throws(DatasetError) {
      // Images to be answered are the test images, where there are several parts.
      guard let split = test ?? training ?? validation else {
        throw .npz(file: name, .missing("x_test", found: []))
      }
      let choice = try range()
      return UnlabelledData(
        name: name, shape: split.shape, images: split.pixels.scaled(to: choice.range),
        ids: split.ids,
        notes: [split.note, choice.note].compactMap(\.self))
    }
  }

  /// Both splits and the notes on how they were read; the test split is held out where there is none.
  func loaded(path: String) throws(DatasetError) -> LoadedData {
    let own = try whole()
    guard var training = own.training else {
      if case .table(let file, _, _)? = test?.origin { throw .onlyTest(file) }
      throw .npz(file: path, .onlyTest)
    }
    var splits: DatasetSplits
    var notes = own.notes
    if let test = own.test {
      splits = try DatasetSplits(training: training, test: test)
    } else {
      splits = try .dividing(training)
      notes.append(DataSource.heldOut)
    }
    if let validation = own.validation {
      training = try splits.training.joining(validation: validation)
      splits = try DatasetSplits(training: training, test: splits.test)
    }
    return LoadedData(splits: splits, notes: notes)
  }

  /// The parts as the files have them.
  func whole() throws(DatasetError) -> WholeData {
    let choice = try range()
    let labelled = parts.filter { $0.labels != nil }
    guard !labelled.isEmpty || parts.isEmpty else { throw parts[0].unlabelled }
    let numbering = try numbering(labelled)
    func part(_ split: UnnumberedSplit?) throws(DatasetError) -> Dataset? {
      try split.map { split throws(DatasetError) in try dataset(split, numbering, choice.range) }
    }
    var whole = WholeData(
      training: try part(training), validation: try part(validation), test: nil,
      notes: [(training ?? test)?.note, choice.note].compactMap(\.self))
    if let test, test.labels == nil {
      whole.notes.append("\(test.place) has no labels")
    } else {
      whole.test = try part(test)
    }
    if whole.test == nil, whole.validation != nil {
      whole.notes.append("x_val and y_val are the test split, because there is no x_test")
      (whole.test, whole.validation) = (whole.validation, nil)
    }
    return whole
  }

  private func numbering(_ parts: [UnnumberedSplit]) throws(DatasetError) -> ClassNumbering {
    try ClassNumbering(
      parts.compactMap(\.labels), names: classes ?? parts.first?.classes, dataset: name)
  }

  private func dataset(
    _ split: UnnumberedSplit, _ numbering: ClassNumbering, _ range: PixelRange
  ) throws(DatasetError) -> Dataset {
    guard let labels = split.labels else { throw split.unlabelled }
    return try Dataset(
      name: name, shape: split.shape, store: split.pixels.store(range, size: split.shape.count),
      labels: numbering.numbered(labels, dataset: name), classes: numbering.classes,
      sha256: split.sha256)
  }
}
