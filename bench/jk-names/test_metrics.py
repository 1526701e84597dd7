"""Tests of the metrics, the cleaning rule, the pairs and the cases; they need no package."""

import random
import tempfile
import unittest
from pathlib import Path

import cases
import clean
import metrics
import pairs
import resolve_splink


class Metrics(unittest.TestCase):
    def test_perfect(self):
        scored = [(0.9, 1), (0.8, 1), (0.2, 0)]
        self.assertEqual(metrics.measure(scored), (1.0, [1.0, 1.0, 1.0]))
        self.assertEqual(metrics.best_threshold(scored), 0.8)

    def test_ties_are_not_broken(self):
        f1, recalls = metrics.measure([(0.9, 1), (0.9, 0)])
        self.assertAlmostEqual(f1, 2 / 3)
        self.assertEqual(recalls, [0.0, 0.0, 0.0])

    def test_nothing_scored_is_no_hit(self):
        self.assertEqual(metrics.measure([(0.0, 1), (-3.0, 1)]), (0.0, [0.0, 0.0, 0.0]))
        self.assertEqual(metrics.measure([]), (0.0, [0.0, 0.0, 0.0]))

    def test_recall_at_a_precision(self):
        # 19 of 20 are right at the second threshold, all at the first.
        scored = [(2.0, 1)] * 9 + [(1.0, 1)] * 10 + [(1.0, 0)] + [(0.0, 1)]
        _, recalls = metrics.measure(scored)
        self.assertEqual(recalls, [19 / 20, 9 / 20, 9 / 20])

    def test_recall_may_recover_at_a_lower_threshold(self):
        scored = [(3.0, 0)] + [(2.0, 1)] * 99
        self.assertEqual(metrics.measure(scored)[1], [1.0, 1.0, 0.0])

    def test_positives_that_were_never_scored(self):
        f1, recalls = metrics.measure([(1.0, 1)], positives=4)
        self.assertAlmostEqual(f1, 0.4)
        self.assertEqual(recalls, [0.25, 0.25, 0.25])


class Cleaning(unittest.TestCase):
    def test_marks(self):
        rows = [["花子(女優)", "Hanako X"], ["鹿野道彦", "Michihiko Kano"]]
        rows += [["山田花子", "X. Yamada"]]
        fields = ((0, clean.kanji), (1, clean.latin))
        self.assertEqual(clean.clean(rows, fields), rows[1:2])

    def test_repeats(self):
        rows = [["윤석열", "Yoon Suk-yeol"]] * 2
        self.assertEqual(clean.clean(rows, ((0, clean.hangul), (1, clean.latin))), rows[:1])

    def test_scripts(self):
        self.assertTrue(clean.kanji("佐々木のぞみ"))
        self.assertFalse(clean.kanji("あいみょん"))
        self.assertFalse(clean.kanji("HIRO"))
        self.assertTrue(clean.kana("きしだふみお"))
        self.assertTrue(clean.hangul("남궁민수"))
        self.assertFalse(clean.hangul("기시다 후미오"))
        self.assertTrue(clean.hangul_words("기시다 후미오"))
        self.assertTrue(clean.latin("Ryū Ken'ichi"))
        self.assertFalse(clean.latin("Rain"))
        self.assertFalse(clean.latin("Олег Ким"))


class Pairs(unittest.TestCase):
    NAMES = ("鹿野道彦\tMichihiko Kano", "狩野英孝\tEikō Kano")
    NAMES += ("岸田文雄\tFumio Kishida",)
    NAMES += ("鹿野道彦\tKano Michihiko", "岸本文雄\tFumio Kishimoto")

    def made(self, seed):
        rows = [row.split("\t") for row in self.NAMES]
        return list(pairs.pairs("JP2", rows, 5, random.Random(seed)))

    def test_by_seed(self):
        self.assertEqual(self.made(1), self.made(1))
        self.assertNotEqual(self.made(1), self.made(2))

    def test_negatives_are_other_names(self):
        made = self.made(1)
        self.assertEqual(sum(label for label, _, _ in made), 5)
        self.assertIn((0, "鹿野道彦", "Eikō Kano"), made)
        self.assertNotIn((0, "鹿野道彦", "Kano Michihiko"), made)
        self.assertNotIn((0, "鹿野道彦", "Michihiko Kano"), made)

    def test_from_a_folder(self):
        with tempfile.TemporaryDirectory() as folder:
            rows = "\n".join(row + "\t" for row in self.NAMES)
            (Path(folder) / "jp_wikidata.tsv").write_text(rows, encoding="utf-8")
            self.assertEqual(pairs.make(folder, "JP2", 2, 1), pairs.make(folder, "JP2", 2, 1))
            self.assertEqual(sum(label for label, _, _ in pairs.make(folder, "JP2", 0, 1)), 5)


class Cases(unittest.TestCase):
    HEAD = "case_group,schema,name1,name2,is_match,quality\n"
    ROWS = 'a,Person,"Kim, Jong Un",Kim Jong Un,true,STRONG\nb,Company,X Ltd,Y Ltd,False,WEAK\n'

    def read(self, text, persons):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "cases.csv"
            path.write_text(text, encoding="utf-8")
            return cases.read(path, persons)

    def test_read(self):
        found = self.read(self.HEAD + self.ROWS, False)
        self.assertEqual([case["label"] for case in found], [1, 0])
        self.assertEqual(found[0]["name1"], "Kim, Jong Un")
        self.assertEqual(len(self.read(self.HEAD + self.ROWS, True)), 1)

    def test_refused(self):
        for text in (self.HEAD + "a,Person,x,y,maybe,STRONG\n", "name1,name2\nx,y\n"):
            with self.assertRaises(SystemExit):
                self.read(text, False)

    def test_failures(self):
        found = self.read(self.HEAD + self.ROWS, False)
        self.assertEqual([score for _, score in cases.failures(found, [0.4, 0.9], 0.5)], [0.4])
        self.assertEqual(list(cases.failures(found, [0.5, 0.9], 0.5)), [])


class Clusters(unittest.TestCase):
    def test_f1(self):
        persons = {"1": "a", "2": "a", "3": "b", "4": "b"}
        together = [("x", "1"), ("x", "2"), ("y", "3"), ("z", "4")]
        self.assertAlmostEqual(resolve_splink.cluster_f1(together, persons), 2 / 3)


if __name__ == "__main__":
    unittest.main()
