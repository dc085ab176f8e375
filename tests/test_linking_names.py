"""Names: which spellings are one person's, how names in capitals are shown, legal forms, leads."""

import pytest
from linking_scenes import resolve
from quoth.linking import merge
from quoth.linking.names import compatible, shown, without_legal_form
from quoth.records import Article, Entity, Facts

ONE = [
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"), ("Volodymyr Zelenskiy", "Vladimir Zelensky"),
    ("Alexander Lukashenko", "Aliaksandr Lukashenka"),
    ("Mohammed bin Salman", "Muhammad bin Salman"),
    ("Xi Jinping", "XI JINPING"),
    ("Abdel Fattah el-Sisi", "Abdel-Fattah al-Sissi"), ("Bashar al-Assad", "Bashar Assad"),
    ("Moammar Gadhafi", "Muammar Gaddafi"), ("Recep Tayyip Erdoğan", "Recep Tayyip Erdogan"),
    ("Recep Tayyip Erdoğan", "Tayyip Erdogan"), ("Sergei Shoigu", "Sergey Shoygu"),
    ("Sergei Lavrov", "Sergey Lavrov"), ("Dmitry Medvedev", "Dmitri Medvedev"),
    ("Kassym-Jomart Tokayev", "Qasym-Jomart Toqaev"),
    ("Nursultan Nazarbayev", "Nursultan Nazarbaev"),
    ("Gurbanguly Berdimuhamedov", "Gurbanguly Berdymukhamedov"), ("Ilham Aliyev", "Ilham Aliev"),
    ("Nikol Pashinyan", "Nikol Pashinian"), ("Mikheil Saakashvili", "Mikhail Saakashvili"),
    ("Alexei Navalny", "Aleksei Navalny"),
    ("Petro Poroshenko", "Petr Poroshenko"),
    ("Oleksandr Syrskyi", "Oleksandr Syrsky"), ("Jean-Claude Juncker", "Jean Claude Juncker"),
    ("Luiz Inácio Lula da Silva", "Luiz Inacio Lula da Silva"),
    ("Luiz Inácio Lula da Silva", "Lula da Silva"),
    ("Andrés Manuel López Obrador", "Andres Manuel Lopez Obrador"),

    ("Kim Jong-un", "Kim Jong Un"),
    ("Park Geun-hye", "Park Geun Hye"), ("Yoon Suk-yeol", "Yoon Suk Yeol"),
    ("Tsai Ing-wen", "Tsai Ing Wen"), ("Shinzō Abe", "Shinzo Abe"), ("Taro Kono", "Tarō Kōno"),
    ("Najib Razak", "Najib Abdul Razak"), ("Mahathir Mohamad", "Mahathir Mohammad"),
    ("M. K. Stalin", "M K STALIN"), ("Subrahmanyam Jaishankar", "S. Jaishankar"),
    ("S Jaishankar", "S. Jaishankar"), ("Bola Tinubu", "Bola Ahmed Tinubu"),
    ("John Mahama", "John Dramani Mahama"),
    ("Fiame Naomi Mata'afa", "Fiamē Naomi Mataʻafa"), ("Jens Stoltenberg", "Jens STOLTENBERG"),
    ("Tedros Adhanom Ghebreyesus", "Tedros Ghebreyesus"), ("Joe Biden", "Joseph Biden"),
    ("Mike Pompeo", "Michael Pompeo"), ("Robert F. Kennedy Jr.", "Robert F Kennedy Jr"),
    ("Þórdís Gylfadóttir", "Thordis Gylfadottir"), ("Søren Pape Poulsen", "Soren Pape Poulsen"),
    ("Jüri Ratas", "Juri Ratas"),
    ("Hossein Amirabdollahian", "Hossein Amir-Abdollahian"), ("Ayman Safadi", "Ayman al-Safadi"),
    ("Abdulaziz bin Salman", "Abdul Aziz bin Salman"), ("Muhammadu Buhari", "Mohammadu Buhari"),
    ("Julius Maada Bio", "Julius Bio"),
]
# More surnames, or a surname that sounds otherwise: one name, but not looked for over articles.
SPELT = [
    ("Mohammad bin Salman", "Mohamed bin Salman Al Saud"),
    ("Sviatlana Tsikhanouskaya", "Svetlana Tikhanovskaya"),
    ("Andrii Sybiha", "Andriy Sybiga"),
    ("Nicolás Maduro", "Nicolas Maduro Moros"),
    ("Pedro Sánchez", "Pedro Sánchez Pérez-Castejón"),
    ("José Manuel Albares", "José Manuel Albares Bueno"),
    ("Abiy Ahmed", "Abiy Ahmed Ali"),
    ("Hassan Rouhani", "Hasan Rowhani"),
]
TWO = [
    ("Ann Roe", "Anna Row"), ("Anna Weber", "Karl Weber"), ("Pedro Sánchez", "Pablo Sánchez"),
    ("Kim Jong-un", "Kim Jong-il"), ("Kim Jong-un", "Kim Yo-jong"),
    ("Kim Jong-nam", "Kim Jong-un"), ("Xi Jinping", "Xi Zhongxun"),
    ("Lee Jae-myung", "Lee Jae-yong"), ("Park Geun-hye", "Park Geun-ryoung"),
    ("Sergei Ivanov", "Sergei Ivanova"), ("Igor Ivanov", "Sergei Ivanov"),
    ("Mohammed bin Salman", "Khalid bin Salman"), ("Mohammed bin Salman", "Mohammed bin Zayed"),
    ("Mohammed bin Salman", "Mohammed bin Nayef"), ("Mohammed bin Zayed", "Abdullah bin Zayed"),
    ("Hosni Mubarak", "Gamal Mubarak"), ("Keiko Fujimori", "Kenji Fujimori"),
    ("Rodrigo Duterte", "Sara Duterte"), ("George W. Bush", "George H. W. Bush"),
    ("Raúl Castro", "Fidel Castro"), ("Nawaz Sharif", "Shehbaz Sharif"),
    ("Maryam Nawaz", "Nawaz Sharif"), ("Rahul Gandhi", "Sonia Gandhi"),
    ("Sheikh Hasina", "Sheikh Mujib"), ("Joseph Aoun", "Michel Aoun"),
    ("Saad Hariri", "Rafik Hariri"), ("Bilawal Bhutto", "Benazir Bhutto"),
    ("Per-Olof Lindqvist", "Karin Lindqvist"), ("Paul Ryan", "Tim Ryan"),
    ("Mike Johnson", "Boris Johnson"), ("Ron Johnson", "Boris Johnson"),
    ("Michael Müller", "Gerd Müller"), ("Jorge Rodríguez", "Delcy Rodríguez"),
    ("Juan Carlos Pinzón", "Juan Manuel Santos"), ("Daniel Ortega", "Daniel Noboa"),
    ("Abdullah Abdullah", "Abdullah Gül"), ("Mario Draghi", "Mario Monti"),
    ("Alexander Stubb", "Alexander De Croo"), ("Daria Navalnaya", "Yulia Navalnaya"),
    ("Alexei Navalny", "Oleg Navalny"), ("Moussa Faki", "Moussa Dadis"),
    ("Ibrahim Traoré", "Ibrahim Boubacar Keïta"), ("Chen Chien-jen", "Chen Shui-bian"),
    ("Li Keqiang", "Li Qiang"), ("Li Qiang", "Li Qi"), ("Wang Yi", "Wang Yang"),
    ("Nguyễn Phú Trọng", "Nguyễn Xuân Phúc"), ("Hun Sen", "Hun Manet"),
    ("Nitish Kumar", "Nitin Kumar"), ("Marcelo Ebrard", "Marcelo Rebelo"),
    ("Anwar Ibrahim", "Anwar Sadat"), ("José Antonio Kast", "José Antonio Meade"),
    ("Carlos Mesa", "Carlos Menem"),
]


def merged(*names: str) -> set[str]:
    """Return the ids of people of these names, each in an article of its own."""
    facts = [Facts(Article(key=str(n), text=name),
                   entities=(Entity(f"actor/{n}", "person", name),), model="test")
             for n, name in enumerate(names)]
    return {entity.id for row in merge(facts) for entity in row.entities}


@pytest.mark.parametrize(("one", "other"), ONE)
def test_spellings_of_one_name_join(one: str, other: str) -> None:
    assert compatible(one, other) and compatible(other, one)
    assert len(merged(one, other)) == 1


@pytest.mark.parametrize(("one", "other"), SPELT)
def test_other_spellings_of_one_name_are_compatible(one: str, other: str) -> None:
    assert compatible(one, other) and compatible(other, one)


@pytest.mark.parametrize(("one", "other"), TWO)
def test_people_who_only_share_a_name_stay_apart(one: str, other: str) -> None:
    assert not compatible(one, other) and not compatible(other, one)
    assert len(merged(one, other)) == 2


@pytest.mark.parametrize(("name", "kind", "wanted"), [
    ("Lea E. Roe", "person", "Lea E. Roe"), ("LEA E. ROE", "person", "Lea E. Roe"),
    ("Lea Y Roe", "person", "Lea Y Roe"),
    ("JOHN O'NEIL", "person", "John O'Neil"), ("JOHN", "person", "John"),
    ("Emmanuel MACRON", "person", "Emmanuel Macron"), ("M K STALIN", "person", "M K Stalin"),
    ("RONALD McDONALD", "person", "Ronald McDonald"), ("JD VANCE", "person", "JD Vance"),
    ("URSULA VON DER LEYEN", "person", "Ursula von der Leyen"),
    ("ABDEL FATTAH AL-SISI", "person", "Abdel Fattah al-Sisi"),
    ("CHARLES III", "person", "Charles III"), ("XI JINPING", "person", "Xi Jinping"),
    ("J.K. ROE", "person", "J.K. Roe"), ("ANN ROE JR.", "person", "Ann Roe Jr."),
    ("Ann DiRoe", "person", "Ann DiRoe"), ("ÓSCAR ÁLVAREZ", "person", "Óscar Álvarez"),
    ("UNICEF", "organization", "UNICEF"), ("OXO PRESS", "organization", "Oxo Press"),
    ("BBC NEWS", "organization", "BBC News"), ("Oxo PLC", "organization", "Oxo PLC"),
    ("LAGOS", "place", "Lagos"), ("ADDIS ABABA", "place", "Addis Ababa"), ("UAE", "place", "UAE")])
def test_a_name_in_capitals_is_shown_as_readers_write_it(name: str, kind: str, wanted: str) -> None:
    assert shown(name, kind) == wanted
    assert shown(wanted, kind) == wanted


def test_offsets_stay_on_the_text_as_it_is() -> None:
    text = "Premier ANN O'ROE said it rained."
    facts = resolve(text, [("Premier ANN O'ROE", "it rained")], people="ANN O'ROE")
    (person,) = [e for e in facts.entities if e.type == "person"]
    assert (person.name, facts.quotations[0].speaker_name) == ("Ann O'Roe", "Ann O'Roe")
    assert all(text[m.start : m.end] == m.text for m in facts.mentions)
    assert "ANN O'ROE" in {m.text for m in facts.mentions} | {facts.quotations[0].source_text[8:]}


@pytest.mark.parametrize("name", [
    "Oxo Ltd.", "Oxo PLC", "Oxo plc", "Oxo, Inc.", "Oxo Corp.", "Oxo S.A.", "Oxo SA", "Oxo GmbH",
    "Oxo AG", "Oxo SE", "Oxo NV", "Oxo B.V.", "Oxo AB", "Oxo ASA", "Oxo Oyj", "Oxo A/S",
    "Oxo S.p.A.", "Oxo Pty Ltd", "Oxo Sdn Bhd", "Oxo Tbk", "Oxo Co. Ltd.", "Oxo S.A. de C.V.",
    "Oxo LTD", "Oxo Pte. Ltd."])
def test_legal_forms_come_from_one_table(name: str) -> None:
    assert without_legal_form(name) == "Oxo"
    text = f"Ana Roe of {name} said it rained. Oxo said it snowed."
    facts = resolve(text, [("Ana Roe", "it rained"), ("Oxo", "it snowed")], people="Ana Roe",
                    organizations=f"{name} | Oxo")
    assert len({e.id for e in facts.entities if e.type == "organization"}) == 1


@pytest.mark.parametrize("lead", ["Rival", "Startup", "Giant", "Chipmaker", "Airline"])
@pytest.mark.parametrize("label", ["people", "organizations", "none"])
def test_what_a_company_is_is_no_part_of_its_name(lead: str, label: str) -> None:
    text = f"It rained. {lead} Norrsol said it snowed."
    names = {label: f"{lead} Norrsol"} if label != "none" else {}
    facts = resolve(text, [(f"{lead} Norrsol", "it snowed")], **names)
    assert [(e.name, e.type) for e in facts.entities] == [("Norrsol", "organization")]
    assert facts.quotations[0].speaker == "actor/norrsol"


def test_a_word_that_belongs_to_a_name_stays() -> None:
    facts = resolve("He left Startup Nation. It rained.", [(None, "It rained")],
                    organizations="Startup Nation")
    assert [e.name for e in facts.entities] == ["Startup Nation"]


def test_a_surname_alone_decides_for_nobody_in_one_article() -> None:
    text = "Karin Lindvik met Per Lindvik. Lindvik said it rained."
    facts = resolve(text, [("Lindvik", "it rained")], people="Karin Lindvik | Per Lindvik")
    assert facts.quotations[0].speaker is None


def test_a_title_tells_two_people_of_one_surname_apart() -> None:
    text = "Mayor Karin Lindvik met engineer Per Lindvik. Mayor Lindvik said it rained."
    facts = resolve(text, [("Mayor Lindvik", "it rained")], people="Karin Lindvik | Per Lindvik")
    assert facts.quotations[0].speaker == "actor/karin-lindvik"


def test_a_surname_alone_joins_nobody_of_another_article() -> None:
    facts = [resolve(f"{name} said it rained in Lisk.", [(name, "it rained")], people=name,
                     key=name) for name in ("Karin Lindvik", "Per Lindvik", "Lindvik")]
    speakers = {f.quotations[0].speaker for f in merge(facts)}
    assert speakers == {"actor/karin-lindvik", "actor/per-lindvik", "actor/lindvik"}
    assert len({f.quotations[0].speaker for f in merge([facts[0], facts[2]])}) == 2
