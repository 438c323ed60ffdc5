// Whoever runs an engine chooses an instruction set.
@_exported public import LeNetKernels
