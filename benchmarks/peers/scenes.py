"""PySceneDetect's detectors on a film: where scenes begin, in frames, and the processor time taken."""

from __future__ import annotations

import json
import sys
import time

import scenedetect as sd


def main() -> None:
    asked = json.load(sys.stdin)
    found = {}
    for name, detectors in (
        ("ContentDetector", [sd.ContentDetector()]),
        ("AdaptiveDetector", [sd.AdaptiveDetector()]),
        ("ContentDetector + ThresholdDetector", [sd.ContentDetector(), sd.ThresholdDetector()]),
    ):
        began = time.process_time()
        manager = sd.SceneManager()
        for each in detectors:
            manager.add_detector(each)
        manager.detect_scenes(sd.open_video(asked["film"]))
        starts = [int(scene[0].frame_num) for scene in manager.get_scene_list()][1:]
        found[name] = {"starts": starts, "seconds": time.process_time() - began}
    print(json.dumps({"found": found, "version": sd.__version__}))


main()
