public import LeNetModel

extension Recipe {
  /// Chooses the resize mode that changes images least, for a network that the recipe was not made for.
  public mutating func fitResizeMode(to images: Shape) {
    let input = architecture.input
    let isSame = images.rows == input.rows && images.columns == input.columns
    let isSmaller = images.rows <= input.rows && images.columns <= input.columns
    resizeMode = isSame ? .none : isSmaller ? .pad : .resize
  }

  /// Takes a twelfth of `count` training images for validation, as 5,000 of 60,000, if the recipe's number would be more
  /// than a sixth.
  public mutating func fitValidation(to count: Int) {
    if validation > count / 6 { validation = count / 12 }
  }
}
