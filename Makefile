# The two commands are `make run` and `make test`; `make help` lists the rest. Each does its own set-up.

PREFIX ?= /usr
SYSCONFDIR ?= /etc
DESTDIR ?=
# How often `make soak` repeats the tests.
ROUNDS ?= 20
# How often `make crash` kills the daemon, a writer that does nothing else, and cuts the power.
KILLS ?= 500
WRITER_KILLS ?= 1000
CUTS ?= 5000
# How long `make fuzz` goes on: seconds, or executions with an x behind (100000000x).
FUZZ ?= 60

SHELL := bash
.SHELLFLAGS := -euo pipefail -c

# A target that is imported must be declared: else the order of the build decides whether it works.
BUILD := --explicit-target-dependency-import-check error
# Runs where no Swift is installed.
RELEASE := -c release --static-swift-stdlib $(BUILD)
TEST := swift test --disable-xctest --no-parallel $(BUILD)
SOURCES := Package.swift Sources Tests Benchmarks Fuzz/Package.swift Fuzz/Sources/FuzzDecoder Fuzz/Sources/FuzzSupport Fuzz/Sources/FuzzChunks/FuzzChunks.swift
SCRIPTS := .ci/run Benchmarks/others Benchmarks/storage Benchmarks/town $(wildcard scripts/*)

.PHONY: help run test bench bench-town release install lint format check-scripts check-systemd check-recordings corpus setup sanitize soak crash fuzz clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 16

run: ## watch this machine and a simulated town: the daemon, then the screen
	@scripts/run

test: ## all tests, those against real servers included
	@scripts/setup test
	@scripts/fetch-snmpd >/dev/null
	@$(TEST)

bench: release ## what it costs, measured here; quiet machines measure best
	@scripts/setup test
	@for program in PollingBenchmark JudgeBenchmark StoreBenchmark; do swift build $(RELEASE) --product "$$program"; done
	@scripts/bench "$$(swift build $(RELEASE) --show-bin-path)"
	@"$$(swift build $(RELEASE) --show-bin-path)/JudgeBenchmark"
	@scripts/bench-fleets "$$(swift build $(RELEASE) --show-bin-path)"
	@Benchmarks/others
	@Benchmarks/storage "$$(swift build $(RELEASE) --show-bin-path)"

bench-town: release ## the programs on two years of a town; takes 10 to 20 GB and long
	@scripts/setup test
	@swift build $(RELEASE) --product StoreBenchmark
	@Benchmarks/town "$$(swift build $(RELEASE) --show-bin-path)"

release: ## both programs, optimised, without a need for Swift's libraries
	@scripts/setup build
	@for program in monitor monitord; do swift build $(RELEASE) --product "$$program"; done

install: release ## into $(DESTDIR)$(PREFIX); an existing configuration stays
	@DESTDIR="$(DESTDIR)" PREFIX="$(PREFIX)" SYSCONFDIR="$(SYSCONFDIR)" \
		scripts/install "$$(swift build $(RELEASE) --show-bin-path)"

lint: ## the format of the sources, nothing changed
	@swift format lint --strict --parallel --recursive $(SOURCES)

format: ## the same, put right
	@swift format --in-place --parallel --recursive $(SOURCES)

check-scripts: ## the shell scripts
	@scripts/setup check
	@shellcheck $(SCRIPTS)

check-systemd: ## the units: no mistakes, little exposure
	@scripts/setup check
	@scripts/check-systemd

corpus: release ## what the probes make of every recording of ../shared/recordings, scored
	@scripts/corpus "$$(swift build $(RELEASE) --show-bin-path)" --doc docs/corpus.md

check-recordings: release ## every recording of ../shared/recordings/open, walked through the lab
	@scripts/setup test
	@scripts/check-recordings "$$(swift build $(RELEASE) --show-bin-path)"

setup: ## Debian's packages that are lacking
	@scripts/setup build run test check

sanitize: ## the tests with the address sanitizer: slow
	@scripts/setup test
	@scripts/fetch-snmpd >/dev/null
	@$(TEST) --sanitize address --scratch-path .build-address

soak: ## the tests ROUNDS times, to find the one that fails now and then: slow
	@scripts/setup test
	@scripts/fetch-snmpd >/dev/null
	@swift build --build-tests $(BUILD)
	@for round in $$(seq $(ROUNDS)); do echo "Round $$round of $(ROUNDS)"; $(TEST) --skip-build; done

crash: ## KILLS=500 of the daemon, CUTS=5000 of the power: is all there that was acknowledged? slow
	@scripts/setup test
	@MONITOR_KILLS=$(KILLS) MONITOR_STORE_KILLS=$(WRITER_KILLS) MONITOR_CUTS=$(CUTS) \
		$(TEST) --filter 'CrashTests|KillTests'

fuzz: ## hostile datagrams and rows against their decoders, FUZZ=60 seconds each
	@scripts/setup build
	@scripts/fuzz FuzzDecoder $(FUZZ)
	@scripts/fuzz FuzzChunks $(FUZZ)

clean: ## everything that was built or fetched
	@rm -rf .build .build-address Fuzz/.build
