#!/usr/bin/env bash
# Compiles every .cu below this folder to a fatbin in the resources, one cubin per architecture, and records what of:
# only if the sources are others than recorded, and only where nvcc is. Prints nothing when there is nothing to do.
set -euo pipefail
export LC_ALL=C
cd "$(dirname "${BASH_SOURCE[0]}")"

readonly architectures="80 86 89 90 100 120"
readonly resources=../resources
readonly record=$resources/dev/hearth/kernels/fatbins.properties

# FatbinTest computes the same.
sources=$(find . -type f | sort | xargs sha256sum | sha256sum | cut -d ' ' -f 1)
if grep -qx "sources=$sources" "$record" 2>/dev/null; then exit 0; fi
if ! command -v nvcc >/dev/null; then
  echo "The CUDA sources have changed and there is no nvcc: the kernels checked in are older than their sources." >&2
  exit 0
fi

targets=()
for architecture in $architectures; do
  targets+=(-gencode "arch=compute_$architecture,code=sm_$architecture")
done
fatbins=$(find . -name '*.cu' | sort | sed 's/\.cu$/.fatbin/')
for fatbin in $fatbins; do
  echo "nvcc ${fatbin%.fatbin}.cu" >&2
  mkdir -p "$(dirname "$resources/$fatbin")"
  # Compressed fatbins would need the driver of CUDA 13; these are small without.
  nvcc -fatbin -O3 -std=c++17 --compress-mode=none "${targets[@]}" -o "$resources/$fatbin" "${fatbin%.fatbin}.cu"
done
{
  echo "# Written by src/main/cuda/build.sh: the sources, and what they were compiled to."
  echo "sources=$sources"
  echo "nvcc=$(nvcc --version | sed -n 's/.*release .*, V//p')"
  echo "architectures=$architectures"
  for fatbin in $fatbins; do
    echo "${fatbin#./}=$(sha256sum <"$resources/$fatbin" | cut -d ' ' -f 1)"
  done
} >"$record"
