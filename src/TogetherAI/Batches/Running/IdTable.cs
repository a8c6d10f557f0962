using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TogetherAI;

/// <summary>
/// Ids, each with a number, sorted in a file that is gone when it is closed: any number of them, of which every 128th is in memory. Not thread-safe.
/// </summary>
internal sealed class IdTable : IDisposable
{
    private const int BlockLength = 128;

    private readonly FileStream _file;
    private readonly List<UInt128> _first = [];
    private readonly KeyEntry[] _block = new KeyEntry[BlockLength];
    private int _loaded = -1;
    private int _count;

    /// <param name="folder">Where the file lies.</param>
    /// <param name="sorted">The ids with their numbers, in their order, part by part.</param>
    public IdTable(string folder, IEnumerable<ReadOnlyMemory<KeyEntry>> sorted)
    {
        _file = TemporaryFile.Create(folder, "ids");
        try
        {
            long count = 0;
            foreach (ReadOnlyMemory<KeyEntry> part in sorted)
            {
                for (int i = 0; i < part.Length; i++, count++)
                {
                    if (count % BlockLength == 0)
                        _first.Add(part.Span[i].Hash);
                }

                _file.Write(MemoryMarshal.AsBytes(part.Span));
            }
        }
        catch
        {
            _file.Dispose();
            throw;
        }
    }

    public bool TryFind(UInt128 id, out long number)
    {
        int block = _first.BinarySearch(id);
        block = block < 0 ? ~block - 1 : block;
        number = 0;
        if (block < 0)
            return false;
        Load(block);
        int place = _block.AsSpan(0, _count).BinarySearch(new ById(id));
        if (place < 0)
            return false;
        number = _block[place].Line;
        return true;
    }

    public void Dispose() => _file.Dispose();

    private void Load(int block)
    {
        if (_loaded == block)
            return;
        _file.Position = (long)block * BlockLength * Unsafe.SizeOf<KeyEntry>();
        Span<byte> bytes = MemoryMarshal.AsBytes(_block.AsSpan());
        _count = _file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) / Unsafe.SizeOf<KeyEntry>();
        _loaded = block;
    }

    private readonly struct ById(UInt128 id) : IComparable<KeyEntry>
    {
        private readonly UInt128 _id = id;

        public int CompareTo(KeyEntry other) => _id.CompareTo(other.Hash);
    }
}
