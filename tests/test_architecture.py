import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 400


def test_imports_run_downwards_and_the_halves_are_apart() -> None:
    linter = Path(sys.executable).parent / "lint-imports"
    result = subprocess.run([linter], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_files_are_small() -> None:
    long = {
        str(file.relative_to(ROOT)): lines
        for folder in ("dip_lod", "tests", "benchmarks")
        for file in (ROOT / folder).rglob("*.py")
        if (lines := len(file.read_text("utf-8").splitlines())) > LONGEST
    }
    assert long == {}


def test_site_is_no_package_for_it_would_shadow_pythons_own() -> None:
    assert not (ROOT / "site/__init__.py").exists()


def test_an_installed_wheel_works_from_any_folder(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", tmp_path, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    zipfile.ZipFile(wheel).extractall(tmp_path / "installed")
    script = (
        f"import sys; sys.path.insert(0, {str(tmp_path / 'installed')!r})\n"
        "from dip_lod import resources, vocabulary, schemes\n"
        "from dip_lod.pipeline import inputs\n"
        "assert 'installed' in str(resources.folder('mappings'))\n"
        "assert vocabulary.terms() and schemes.concepts() and inputs.rules('crm')\n"
    )
    subprocess.run([sys.executable, "-I", "-c", script], cwd=tmp_path, check=True)
