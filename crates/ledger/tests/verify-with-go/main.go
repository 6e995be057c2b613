// Checks a log of ours with Go's own implementation of transparency logs (golang.org/x/mod/sumdb/note and tlog) and
// nothing of ours. In: a folder with `key`, `witness`, `log/` and `receipts/`. Out: what holds, or the first thing that does not.
// Never: the network.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func main() {
	if err := run(os.Args[1]); err != nil {
		fmt.Println("does not hold:", err)
		os.Exit(4)
	}
}

func run(dir string) error {
	key, err := note.NewVerifier(text(dir, "key"))
	if err != nil {
		return err
	}
	witness, err := newWitness(text(dir, "witness"))
	if err != nil {
		return err
	}
	tree, cosigned, err := open(read(dir, "log/checkpoint.cosigned"), key, witness)
	if err != nil {
		return err
	}
	if !cosigned {
		return fmt.Errorf("the witness did not cosign the checkpoint")
	}

	// Every leaf, from the tiles. `tlog.TileHashReader` of the module's older versions leaves some tiles unchecked when a
	// tile holds several parts of the tree's edge, so the tree is built again from the leaves, and every tile compared.
	leaves, err := rebuild(tree, filepath.Join(dir, "log"))
	if err != nil {
		return fmt.Errorf("tiles: %w", err)
	}

	// An older checkpoint must be of the same log.
	old, _, err := open(read(dir, "old-checkpoint"), key, witness)
	if err != nil {
		return err
	}
	var proof tlog.TreeProof
	for _, line := range strings.Fields(text(dir, "consistency")) {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		proof = append(proof, hash)
	}
	if err := tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash); err != nil {
		return fmt.Errorf("consistency: %w", err)
	}

	receipts, err := filepath.Glob(filepath.Join(dir, "receipts", "*.tlog-proof"))
	if err != nil {
		return err
	}
	sort.Strings(receipts)
	events, erased := 0, 0
	for _, path := range receipts {
		open, err := receipt(read(path, ""), key, witness, leaves)
		if err != nil {
			return fmt.Errorf("%s: %w", filepath.Base(path), err)
		}
		if open {
			events++
		} else {
			erased++
		}
	}
	fmt.Printf("holds: %d leaves, %d receipts with content, %d without, consistent from %d, cosigned\n", tree.N, events, erased, old.N)
	return nil
}

func read(dir, name string) []byte {
	bytes, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		fmt.Println("does not hold:", err)
		os.Exit(4)
	}
	return bytes
}

func text(dir, name string) string { return strings.TrimSpace(string(read(dir, name))) }

// open verifies a checkpoint and tells whether the witness cosigned it.
func open(bytes []byte, key, witness note.Verifier) (tlog.Tree, bool, error) {
	signed, err := note.Open(bytes, note.VerifierList(key, witness))
	if err != nil {
		return tlog.Tree{}, false, fmt.Errorf("checkpoint: %w", err)
	}
	byLog, byWitness := false, false
	for _, signature := range signed.Sigs {
		byLog = byLog || signature.Hash == key.KeyHash() && signature.Name == key.Name()
		byWitness = byWitness || signature.Hash == witness.KeyHash() && signature.Name == witness.Name()
	}
	lines := strings.Split(signed.Text, "\n")
	if !byLog || len(lines) != 4 || lines[0] != key.Name() || lines[3] != "" {
		return tlog.Tree{}, false, fmt.Errorf("checkpoint: not of three lines, or not of this log")
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		return tlog.Tree{}, false, err
	}
	root, err := tlog.ParseHash(lines[2])
	return tlog.Tree{N: size, Hash: root}, byWitness, err
}

// receipt verifies a .tlog-proof and tells whether it carries its event.
func receipt(bytes []byte, key, witness note.Verifier, leaves []tlog.Hash) (bool, error) {
	head, checkpoint, found := strings.Cut(string(bytes), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return false, fmt.Errorf("not a tlog-proof")
	}
	extra, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(lines[1], "extra "))
	if err != nil {
		return false, err
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[2], "index "), 10, 64)
	if err != nil {
		return false, err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return false, err
		}
		proof = append(proof, hash)
	}
	tree, _, err := open([]byte(checkpoint), key, witness)
	if err != nil {
		return false, err
	}
	var said struct {
		Commitment string
		Salt       string
		Event      json.RawMessage
	}
	if err := json.Unmarshal(extra, &said); err != nil {
		return false, err
	}
	commitment, err := hex.DecodeString(said.Commitment)
	if err != nil {
		return false, err
	}
	if said.Salt != "" {
		salt, err := hex.DecodeString(said.Salt)
		if err != nil {
			return false, err
		}
		event, err := canonical(said.Event)
		if err != nil {
			return false, err
		}
		if sum := sha256.Sum256(append(salt, event...)); string(sum[:]) != string(commitment) {
			return false, fmt.Errorf("event and salt do not give the commitment")
		}
	}
	leaf := tlog.RecordHash(commitment)
	if leaf != leaves[index] {
		return false, fmt.Errorf("leaf %d of the tiles is another one", index)
	}
	return said.Salt != "", tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaf)
}

// canonical writes JSON with sorted keys and no spaces.
func canonical(event json.RawMessage) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(event))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(value)
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n")), err
}

// stored keeps the hashes of a tree by their numbers.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	var hashes []tlog.Hash
	for _, index := range indexes {
		hashes = append(hashes, s[index])
	}
	return hashes, nil
}

// rebuild reads the leaves from the tiles of level 0, builds the tree from them, and compares the root with the signed one and
// every tile with the tree.
func rebuild(tree tlog.Tree, dir string) ([]tlog.Hash, error) {
	path := func(tile tlog.Tile) string {
		return filepath.Join(dir, strings.Replace(tile.Path(), "tile/8/", "tile/", 1))
	}
	// Of the unfinished tile of each level only the widest must be there.
	var wanted []tlog.Tile
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		if tile.W == 1<<8 || int64(tile.W) == tree.N>>(8*uint(tile.L))&255 {
			wanted = append(wanted, tile)
		}
	}
	var leaves []tlog.Hash
	for _, tile := range wanted {
		if tile.L != 0 {
			continue
		}
		data, err := os.ReadFile(path(tile))
		if err != nil {
			return nil, err
		}
		for n := 0; n < tile.W; n++ {
			hash, err := tlog.HashFromTile(tile, data, tlog.StoredHashIndex(0, tile.N<<8+int64(n)))
			if err != nil {
				return nil, err
			}
			leaves = append(leaves, hash)
		}
	}
	var hashes stored
	for n, leaf := range leaves {
		more, err := tlog.StoredHashesForRecordHash(int64(n), leaf, hashes)
		if err != nil {
			return nil, err
		}
		hashes = append(hashes, more...)
	}
	root, err := tlog.TreeHash(tree.N, hashes)
	if err != nil || root != tree.Hash {
		return nil, fmt.Errorf("the leaves do not give the signed root")
	}
	for _, tile := range wanted {
		due, err := tlog.ReadTileData(tile, hashes)
		if err != nil {
			return nil, err
		}
		found, err := os.ReadFile(path(tile))
		if err != nil || !bytes.Equal(found, due) {
			return nil, fmt.Errorf("%s is another one", tile.Path())
		}
	}
	return leaves, nil
}

// cosigner verifies cosignature/v1 of c2sp.org/tlog-cosignature.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newWitness(vkey string) (note.Verifier, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("the witness's key is not name+id+key")
	}
	key, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(key) != 33 || key[0] != 4 {
		return nil, fmt.Errorf("the witness's key is none of cosignature/v1")
	}
	sum := sha256.Sum256(append([]byte(parts[0]+"\n"), key...))
	hash := binary.BigEndian.Uint32(sum[:4])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("the witness's key has another id")
	}
	return cosigner{parts[0], hash, key[1:]}, nil
}

func (c cosigner) Name() string    { return c.name }
func (c cosigner) KeyHash() uint32 { return c.hash }
func (c cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 72 {
		return false
	}
	seconds := binary.BigEndian.Uint64(signature[:8])
	header := fmt.Sprintf("cosignature/v1\ntime %d\n", seconds)
	return ed25519.Verify(c.key, append([]byte(header), message...), signature[8:])
}
