using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace TogetherAI;

/// <summary>Inputs that lie on disk beside their requests: any number of them in little memory.</summary>
internal sealed class SpooledInputs<T>(Func<T, string> keySelector, JsonTypeInfo<T> type) : KeptInputs<T>(keySelector)
{
    private readonly JsonTypeInfo<T> _type = type;

    public override byte[] Keep(UInt128 id, T input) => JsonSerializer.SerializeToUtf8Bytes(input, _type);

    public override void KeepAgain(UInt128 id, T input)
    {
    }

    public override IShardInputs<T> Open(BatchRunState state, BatchShard shard)
    {
        string path = state.InputsOf(shard.Number);
        return File.Exists(path)
            ? new Shard(this, path, File.ReadAllBytes(state.IdsOf(shard.Number)))
            : throw new ArgumentException($"The run of the journal '{state.Path}' was begun with inputs that it does not keep on disk. Go on without a type to keep them in, or name another journal.");
    }

    /// <summary>A file of inputs: 4 bytes of length and the JSON, in the order of the shard's ids.</summary>
    private sealed class Shard : IShardInputs<T>
    {
        private readonly SpooledInputs<T> _inputs;
        private readonly FileStream _file;
        private readonly Dictionary<UInt128, long> _places = [];

        public Shard(SpooledInputs<T> inputs, string path, byte[] ids)
        {
            _inputs = inputs;
            _file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 64 * 1024);
            Span<byte> length = stackalloc byte[4];
            foreach (ref readonly UInt128 id in MemoryMarshal.Cast<byte, UInt128>(ids))
            {
                _places[BitConverter.IsLittleEndian ? id : BinaryPrimitives.ReverseEndianness(id)] = _file.Position;
                _file.ReadExactly(length);
                _file.Seek(BinaryPrimitives.ReadInt32LittleEndian(length), SeekOrigin.Current);
            }
        }

        public (string Key, T Input)? Take(UInt128 id)
        {
            if (!_places.TryGetValue(id, out long place))
                return null;
            Span<byte> length = stackalloc byte[4];
            _file.Position = place;
            _file.ReadExactly(length);
            byte[] json = new byte[BinaryPrimitives.ReadInt32LittleEndian(length)];
            _file.ReadExactly(json);
            T input = JsonSerializer.Deserialize(json, _inputs._type) ?? throw new InvalidDataException($"An input in '{_file.Name}' is null.");
            return _inputs.WithKey(input);
        }

        public void Dispose() => _file.Dispose();
    }
}
