"""Reads the record of processing as RDF and validates it with SHACL. `check.py PROCESSING.JSONLD`: exit 0 if it conforms, and if
the same data without one statement each does not, so that the shapes are known to look."""

import pathlib
import sys

import pyshacl
import rdflib

DPV = rdflib.Namespace("https://w3id.org/dpv#")
DCT = rdflib.Namespace("http://purl.org/dc/terms/")


def conforms(graph, shapes):
    found, _, words = pyshacl.validate(graph, shacl_graph=shapes, inference="none")
    return found, words


def main():
    graph = rdflib.Graph().parse(sys.argv[1], format="json-ld")
    shapes = rdflib.Graph().parse(pathlib.Path(__file__).with_name("shapes.ttl"), format="turtle")
    processes = sorted(graph.subjects(rdflib.RDF.type, DPV.Process))
    if not processes:
        sys.exit("no process stands in it")
    loose = [str(node) for node in set(graph.subjects()) if not str(node).startswith(("urn:grondslag:", "https://w3id.org/dpv/"))]
    if loose:
        sys.exit(f"subjects outside of both vocabularies: {loose[:5]}")
    found, words = conforms(graph, shapes)
    if not found:
        sys.exit(words)
    of = lambda kind: sorted(graph.subjects(rdflib.RDF.type, kind))
    kinds = {kind: of(DPV[kind]) for kind in ["Process", "Purpose", "DataSubjectRight", "Risk", "RiskMitigationMeasure", "StorageCondition"]}
    for kind, nodes in kinds.items():
        if not nodes:
            sys.exit(f"no {kind} stands in it")
    looked = [
        (processes[0], predicate)
        for predicate in [DPV.hasDataController, DPV.hasPurpose, DPV.hasDataSubject, DPV.hasStorageCondition, DPV.hasRight,
                          DPV.hasRisk, DPV.hasTechnicalOrganisationalMeasure, DCT.identifier]
    ]
    looked += [(kinds["Purpose"][0], DCT.description), (kinds["Risk"][0], DCT.title), (kinds["RiskMitigationMeasure"][0], DCT.source)]
    # A right that is none any more, and a risk.
    looked += [(kinds["DataSubjectRight"][0], rdflib.RDF.type), (kinds["Risk"][0], rdflib.RDF.type)]
    for node, predicate in looked:
        without = rdflib.Graph() + graph
        without.remove((node, predicate, None))
        if conforms(without, shapes)[0]:
            sys.exit(f"without {predicate} of {node} it still conforms, so the shapes do not look")
    print(f"{len(graph)} statements: " + ", ".join(f"{len(nodes)} {kind}" for kind, nodes in kinds.items()) + ": conforms")


if __name__ == "__main__":
    main()
