import LeNetText

extension Dataset: CustomStringConvertible {
  /// The data in one line, such as `lines: 400 images of 1x12x12, 2 classes`.
  public var description: String {
    "\(name): \(count.of("image")) of \(shape), \(classes.count.of("class", "classes"))"
  }
}

extension DatasetSplits: CustomStringConvertible {
  /// The data in one line, such as `lines: 400 training images and 100 test images of 1x12x12, 2 classes`.
  public var description: String {
    "\(training.name): \(training.count.of("training image")) and \(test.count.of("test image")) of "
      + "\(training.shape), \(training.classes.count.of("class", "classes"))"
  }
}

extension DatasetBatch: CustomStringConvertible {
  /// The images in one line, such as `20 images of lines, distorted`.
  public var description: String {
    "\(count.of("image")) of \(dataset.name)"
      + (distortion == nil && elastic == nil ? "" : ", distorted")
  }
}
