# The two commands of this project are 'make demo' and 'make test'; 'make help' lists the others.

PREFIX ?= /usr/local
DESTDIR ?=
export PREFIX DESTDIR

program := .build/release/lenet
# The same flags everywhere: on a terminal Swift would add one for colours, and another flag builds everything again.
swift_build := swift build -c release --no-color-diagnostics

.SILENT:
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := build
.PHONY: build demo test check smoke benchmark paper reproduce weights docs format library wheel install dist uninstall clean help

build: ## build the program in release: .build/release/lenet
	Scripts/setup
	echo "building $(program) (minutes the first time)"
	$(swift_build) --product lenet $$([ -t 1 ] || echo --quiet)

demo: build ## train LeNet-5 on MNIST in seconds and look at what it reads
	$(program) demo

test: ## install what the checks need, and run everything that must hold
	Scripts/setup --check
	Scripts/check

check: ## the checks that need no build: format, words, sizes, links
	Scripts/setup
	Scripts/check --quick

smoke: ## the quick tests only
	Scripts/setup
	Scripts/check-tests --filter '$(smoke_tests)'

# Targets whose tests need neither training nor the built program.
smoke_tests := ^LeNet(Elementary|Random|Model|Data|Images)Tests

benchmark: build ## speed beside PyTorch's and others', in one run (installs them the first time)
	python=$$(Benchmarks/setup) && "$$python" Benchmarks/benchmark.py $(OPTIONS)

paper: build ## train the networks of the 1998 paper and write Documentation/Paper.md (an hour)
	Scripts/paper.py $(OPTIONS)

reproduce: build ## train what five popular notes claim and write Documentation/Reproduction.md (three hours)
	python=$$(Scripts/reproduction/setup) && "$$python" Scripts/reproduce.py $(OPTIONS)

weights: build ## train the reader of photos anew and compare it with Data/reader (an hour)
	Scripts/weights $(OPTIONS)

docs: ## build the library's documentation into .build/docs (minutes the first time)
	Scripts/setup
	LENET_DOCS=1 swift package --no-color-diagnostics --scratch-path .build/docs-build \
	  --allow-writing-to-directory .build/docs generate-documentation $(documented:%=--target %) \
	  --enable-experimental-combined-documentation --output-path .build/docs
	echo "to read it: python3 -m http.server --directory .build/docs 8000, then http://localhost:8000/documentation"

# The two libraries and the modules that they bring along.
documented = LeNet LeNetVision $(sort $(shell sed -n 's/^@_exported public import //p' \
  Sources/LeNet/LeNet.swift Sources/LeNetVision/LeNetVision.swift))

format: ## format the Swift sources in place
	Scripts/setup
	Scripts/format

# On Linux with Swift's library inside, so that the program needs no toolchain; a build of its own for that. The toolchain's
# own linker, lld, is silent about that library's use of mktemp, of which the default one warns.
.build/install/release/lenet: FORCE
	Scripts/setup
	echo "building .build/install/release/lenet (minutes the first time)"
	$(swift_build) --product lenet --scratch-path .build/install \
	  $$([ "$$(uname)" != Linux ] || echo --static-swift-stdlib -Xswiftc -use-ld=lld) $$([ -t 1 ] || echo --quiet)

FORCE:

library: ## build the library for C: .build/library (Linux; minutes the first time)
	Scripts/setup
	Scripts/library

wheel: library ## build the Python package: .build/wheel
	Scripts/wheel

install: ## install program, library for C, manual, completions under PREFIX (default /usr/local)
	Scripts/install --check
	$(MAKE) .build/install/release/lenet
	[ "$$(uname)" != Linux ] || Scripts/library
	Scripts/install

dist: .build/install/release/lenet ## pack them into .build/lenet-VERSION-SYSTEM-PROCESSOR.tar.gz
	[ "$$(uname)" != Linux ] || Scripts/library
	Scripts/dist

uninstall: ## remove what 'make install' installed
	Scripts/install --remove

clean: ## remove everything that was built
	rm -rf .build

help: ## this list
	sed -n 's/^\([a-z]*\):[^#]*## /\1	/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12 | sed 's/^/  make /'
