"""The closed namespaces: each term that the graph may use, so that a misspelt one raises.

>>> QUOTH.speaker
<NamedNode value=https://w3id.org/quoth/ns#speaker>
>>> QUOTH.speakr
Traceback (most recent call last):
AttributeError: https://w3id.org/quoth/ns# has no term 'speakr'
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from pyoxigraph import NamedNode


class ClosedNamespace:
    """A base IRI and the local names that exist under it, as attributes and by key.

    `make` makes a term of its IRI.
    """

    def __init__(self, base: str, terms: str, *, make: Callable[[str], Any] = NamedNode) -> None:
        self._base = base
        self._nodes = {name: make(base + name) for name in terms.split()}
        self.__dict__ |= self._nodes  # found without a call: every triple takes one or two

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self._nodes[name]
        except KeyError:
            raise AttributeError(f"{self._base} has no term {name!r}") from None

    def __getitem__(self, name: str) -> Any:
        """Return the term of that name, for names that are no Python identifiers."""
        return self.__getattr__(name)

    def __contains__(self, name: str) -> bool:
        return name in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __str__(self) -> str:
        return self._base


QUOTH = ClosedNamespace("https://w3id.org/quoth/ns#", """
    Statement Quotation Actor GeopoliticalEntity Group UnnamedSource Contradiction Omission
    speaker reports within form speechAct negated verbatim cueLemma speakerConfidence reason
    span content cue speakerMention attestedBy boilerplate mentionForm
    saidOn saidAt medium occasion addressee voice inCapacity opposes omits
""")
FORM = ClosedNamespace("https://w3id.org/quoth/form/", "direct indirect mixed")
MENTION = ClosedNamespace("https://w3id.org/quoth/mention/", "name nominal pronoun")
ACT = ClosedNamespace("https://w3id.org/quoth/speech-act/", """
    assertive directive commissive expressive declaration attitude
    say assert stress claim accuse deny confirm explain predict agree disagree conclude assess
    respond recall reveal
    ask call-for propose demand order warn invite advise
    promise threaten offer refuse
    praise criticise thank congratulate condemn regret apologise joke
    announce appoint declare
    believe know doubt hope fear want intend expect feel
""")
MEDIUM = ClosedNamespace("https://w3id.org/quoth/medium/", """
    social-media facebook telegram x-twitter instagram youtube
    written letter press-release article decree report e-mail
    spoken speech interview press-conference phone-call broadcast videoconference briefing
""")
RDF = ClosedNamespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type langString")
RDFS = ClosedNamespace("http://www.w3.org/2000/01/rdf-schema#", "label comment")
XSD = ClosedNamespace("http://www.w3.org/2001/XMLSchema#", """
    string boolean integer decimal double date dateTime gYearMonth gYear anyURI
""")
SCHEMA = ClosedNamespace("https://schema.org/", """
    NewsArticle Person Organization Place Event CreativeWork
    text isPartOf mentions publisher datePublished dateline inLanguage encoding url creditText
    isBasedOn exampleOfWork sha256 sameAs alternateName gender nationality identifier affiliation
    startDate organizer location softwareVersion version target keywords
""")
NIF = ClosedNamespace("http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#", """
    Context RFC5147String beginIndex endIndex anchorOf referenceContext isString
""")
ITSRDF = ClosedNamespace("http://www.w3.org/2005/11/its/rdf#", "taIdentRef taConfidence")
ORG = ClosedNamespace("http://www.w3.org/ns/org#", """
    Membership Role member organization role
""")
PROV = ClosedNamespace("http://www.w3.org/ns/prov#", """
    Activity Agent Entity SoftwareAgent startedAtTime generatedAtTime used
    wasAssociatedWith wasDerivedFrom wasGeneratedBy wasAttributedTo wasInfluencedBy
""")
DCTERMS = ClosedNamespace("http://purl.org/dc/terms/", "identifier title isReplacedBy")
VOID = ClosedNamespace("http://rdfs.org/ns/void#", """
    Dataset uriSpace vocabulary triples entities class property classPartition propertyPartition
    sparqlEndpoint exampleResource
""")
VOID_EXT = ClosedNamespace("http://ldf.fi/void-ext#", "datatypePartition datatype")
SD = ClosedNamespace("http://www.w3.org/ns/sparql-service-description#", """
    Service Dataset Graph NamedGraph endpoint supportedLanguage SPARQL11Query feature
    UnionDefaultGraph resultFormat defaultEntailmentRegime defaultDataset defaultGraph
    namedGraph name graph
""")
FORMATS = ClosedNamespace("http://www.w3.org/ns/formats/", """
    SPARQL_Results_JSON SPARQL_Results_XML SPARQL_Results_CSV SPARQL_Results_TSV
    Turtle N-Triples RDF_XML JSON-LD TriG N-Quads
""")
ENT = ClosedNamespace("http://www.w3.org/ns/entailment/", "Simple")
SH = ClosedNamespace("http://www.w3.org/ns/shacl#", """
    SPARQLExecutable SPARQLSelectExecutable SPARQLAskExecutable SPARQLConstructExecutable
    SPARQLDescribeExecutable PrefixDeclaration select ask construct describe prefixes declare
    prefix namespace
""")
SKOS = ClosedNamespace("http://www.w3.org/2004/02/skos/core#", "prefLabel broader")
WIKIDATA = "http://www.wikidata.org/entity/"

PREFIXES: dict[str, str] = {
    "act": str(ACT), "dcterms": str(DCTERMS), "form": str(FORM), "itsrdf": str(ITSRDF),
    "medium": str(MEDIUM), "mention": str(MENTION), "nif": str(NIF), "org": str(ORG),
    "prov": str(PROV), "quoth": str(QUOTH), "rdf": str(RDF), "rdfs": str(RDFS),
    "schema": str(SCHEMA), "sd": str(SD), "sh": str(SH), "skos": str(SKOS), "void": str(VOID),
    "wd": WIKIDATA, "xsd": str(XSD),
}
