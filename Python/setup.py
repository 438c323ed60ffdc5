"""Gives the wheel its tag: any Python 3, on Linux with glibc 2.35 or newer; see Scripts/wheel."""
from setuptools import setup
from setuptools.command.bdist_wheel import bdist_wheel
from setuptools.dist import Distribution


class WheelForAnyPython(bdist_wheel):
    def get_tag(self):
        machine = super().get_tag()[2].removeprefix("linux_")
        return "py3", "none", f"manylinux_2_35_{machine}"


class DistributionWithLibrary(Distribution):
    def has_ext_modules(self):
        return True


setup(cmdclass={"bdist_wheel": WheelForAnyPython}, distclass=DistributionWithLibrary)
