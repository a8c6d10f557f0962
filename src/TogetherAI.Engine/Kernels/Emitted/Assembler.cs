using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace TogetherAI.Engine.Kernels.Emitted;

/// <summary>
/// The few x86-64 instructions that the emitted kernels are made of, encoded as in Intel's manual (volume 2, chapter 2.7: EVEX). Vector
/// registers are numbered 0 to 31 and 512 bits wide; general ones are <see cref="Register"/>. Memory is a register and a distance.
/// </summary>
internal sealed class Assembler
{
    /// <summary>What <c>vpternlogd</c> makes of three bits: the first, or both others.</summary>
    private const byte OrOfAnd = 0xF8;

    private readonly List<byte> _code = [];

    /// <summary>Map (0F, 0F38 or 0F3A) and mandatory prefix of an instruction.</summary>
    private enum Map : byte
    {
        None0F = 0x10,
        Prefix66Map0F = 0x11,
        PrefixF3Map0F = 0x12,
        Prefix66Map0F38 = 0x21,
        Prefix66Map0F3A = 0x31,
    }

    public ReadOnlySpan<byte> Code => CollectionsMarshal.AsSpan(_code);

    public void Load(int to, Register at, int offset) => Memory(Map.PrefixF3Map0F, 0x6F, to, 0, at, offset);

    public void Store(int from, Register at, int offset) => Memory(Map.PrefixF3Map0F, 0x7F, from, 0, at, offset);

    /// <summary>32 bits of memory in every lane.</summary>
    public void Broadcast(int to, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0x58, to, 0, at, offset);

    /// <summary>A number in every lane; <paramref name="by"/> is lost.</summary>
    public void Broadcast(int to, int value, Register by)
    {
        if ((int)by >= 8)
            _code.Add(0x41);
        _code.Add((byte)(0xB8 | ((int)by & 7)));
        Int32(value);
        Registers(Map.Prefix66Map0F38, 0x7C, to, 0, (int)by);
    }

    /// <summary>16 bytes of memory, each in a lane of 32 bits.</summary>
    public void LoadBytes(int to, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0x31, to, 0, at, offset);

    /// <summary>16 signed bytes of memory, each in a lane.</summary>
    public void LoadSignedBytes(int to, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0x21, to, 0, at, offset);

    /// <summary>32 bytes of memory, each in 16 bits.</summary>
    public void LoadBytesAsWords(int to, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0x30, to, 0, at, offset);

    /// <summary>16 half-precision numbers of memory as floats.</summary>
    public void LoadHalves(int to, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0x13, to, 0, at, offset);

    public void Copy(int to, int from) => Registers(Map.PrefixF3Map0F, 0x6F, to, 0, from);

    /// <summary>
    /// <c>vpdpbusd</c>: adds to each lane its four unsigned bytes of <paramref name="unsigned"/> times its four signed bytes of <paramref name="signed"/>.
    /// </summary>
    public void AddByteProducts(int sum, int unsigned, int signed) => Registers(Map.Prefix66Map0F38, 0x50, sum, unsigned, signed);

    /// <summary><c>vpdpwssd</c>: adds to each lane its two signed words of one times those of the other.</summary>
    public void AddWordProducts(int sum, int a, int b) => Registers(Map.Prefix66Map0F38, 0x52, sum, a, b);

    /// <summary>A register and memory.</summary>
    public void And(int to, int a, Register at, int offset) => Memory(Map.Prefix66Map0F, 0xDB, to, a, at, offset);

    public void And(int to, int a, int b) => Registers(Map.Prefix66Map0F, 0xDB, to, a, b);

    /// <summary>Shifts words of memory right, zeros following.</summary>
    public void ShiftWordsRight(int to, Register at, int offset, byte count)
    {
        Memory(Map.Prefix66Map0F, 0x71, 2, to, at, offset);
        _code.Add(count);
    }

    /// <summary>Shifts words of memory left.</summary>
    public void ShiftWordsLeft(int to, Register at, int offset, byte count)
    {
        Memory(Map.Prefix66Map0F, 0x71, 6, to, at, offset);
        _code.Add(count);
    }

    /// <summary><c>to |= a &amp; b</c></summary>
    public void OrAnd(int to, int a, int b)
    {
        Registers(Map.Prefix66Map0F3A, 0x25, to, a, b);
        _code.Add(OrOfAnd);
    }

    /// <summary>The same with memory.</summary>
    public void OrAnd(int to, int a, Register at, int offset)
    {
        Memory(Map.Prefix66Map0F3A, 0x25, to, a, at, offset);
        _code.Add(OrOfAnd);
    }

    /// <summary>Shifts lanes of memory left.</summary>
    public void ShiftLeft(int to, Register at, int offset, byte count)
    {
        Memory(Map.Prefix66Map0F, 0x72, 6, to, at, offset);
        _code.Add(count);
    }

    public void AddInteger(int to, int a, int b) => Registers(Map.Prefix66Map0F, 0xFE, to, a, b);

    public void MultiplyInteger(int to, int a, int b) => Registers(Map.Prefix66Map0F38, 0x40, to, a, b);

    public void AddFloat(int to, int a, int b) => Registers(Map.None0F, 0x58, to, a, b);

    public void MultiplyFloat(int to, int a, int b) => Registers(Map.None0F, 0x59, to, a, b);

    /// <summary><c>sum += a · b</c>, fused.</summary>
    public void AddProductFloat(int sum, int a, int b) => Registers(Map.Prefix66Map0F38, 0xB8, sum, a, b);

    /// <summary><c>sum += a · b</c>, fused, with 32 bits of memory in every lane of <c>b</c>.</summary>
    public void AddProductFloat(int sum, int a, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0xB8, sum, a, at, offset, broadcast: true);

    /// <summary><c>a = memory + a · b</c>, fused.</summary>
    public void ProductPlus(int a, int b, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0xA8, a, b, at, offset);

    /// <summary><c>a = memory - a · b</c>, fused.</summary>
    public void ProductFrom(int a, int b, Register at, int offset) => Memory(Map.Prefix66Map0F38, 0xAC, a, b, at, offset);

    public void ToFloat(int to, int from) => Registers(Map.None0F, 0x5B, to, 0, from);

    public void Zero(int register) => Registers(Map.Prefix66Map0F, 0xEF, register, register, register);

    /// <summary>A pointer or a number from memory; <paramref name="offset"/> within a byte.</summary>
    public void LoadPointer(Register to, Register at, sbyte offset)
    {
        General(to, at, 0x8B, 0b01);
        _code.Add((byte)offset);
    }

    public void Move(Register to, Register from) => General(to, from, 0x8B, 0b11);

    /// <summary>Asks for a line of memory, to be had from the second cache.</summary>
    public void Prefetch(Register at, int offset)
    {
        if ((int)at >= 8)
            _code.Add(0x41);
        _code.AddRange([0x0F, 0x18, (byte)(0b10_010_000 | ((int)at & 7))]);
        Int32(offset);
    }

    public void Add(Register to, int value)
    {
        General((Register)0, to, 0x81, 0b11);
        Int32(value);
    }

    /// <summary>Where a loop begins: for <see cref="LoopWhileCounting"/>.</summary>
    public int Here() => _code.Count;

    /// <summary>Counts down and goes back until zero.</summary>
    public void LoopWhileCounting(Register counter, int start)
    {
        General((Register)1, counter, 0xFF, 0b11);
        _code.AddRange([0x0F, 0x85]);
        Int32(start - (_code.Count + 4));
    }

    /// <summary>Jumps when a register is zero, to where <see cref="Land"/> will be called with what this returns.</summary>
    public int SkipIfZero(Register register)
    {
        General(register, register, 0x85, 0b11);
        _code.AddRange([0x0F, 0x84]);
        Int32(0);
        return _code.Count;
    }

    public void Land(int skip) => BinaryPrimitives.WriteInt32LittleEndian(
        CollectionsMarshal.AsSpan(_code)[(skip - 4)..], _code.Count - skip);

    /// <summary>Returns, with the upper halves of the vector registers cleared as callers expect.</summary>
    public void Return() => _code.AddRange([0xC5, 0xF8, 0x77, 0xC3]);

    private void Memory(Map map, byte opcode, int register, int second, Register at, int offset, bool broadcast = false)
    {
        Prefix(map, register, second, baseHigh: (int)at >> 3, indexHigh: 0, broadcast);
        _code.Add(opcode);
        _code.Add((byte)(0b10_000_000 | ((register & 7) << 3) | ((int)at & 7)));
        Int32(offset);
    }

    private void Registers(Map map, byte opcode, int register, int second, int third)
    {
        Prefix(map, register, second, baseHigh: (third >> 3) & 1, indexHigh: third >> 4);
        _code.Add(opcode);
        _code.Add((byte)(0b11_000_000 | ((register & 7) << 3) | (third & 7)));
    }

    /// <summary>The upper bits of register numbers stand inverted in the prefix; 512 bits, no mask.</summary>
    private void Prefix(Map map, int register, int second, int baseHigh, int indexHigh, bool broadcast = false)
    {
        int first = (Not(register >> 3) << 7) | (Not(indexHigh) << 6) | (Not(baseHigh) << 5) | (Not(register >> 4) << 4) | ((int)map >> 4);
        int middle = ((~second & 15) << 3) | 0b100 | ((int)map & 3);
        int last = (0b10 << 5) | ((broadcast ? 1 : 0) << 4) | (Not(second >> 4) << 3);
        _code.AddRange([0x62, (byte)first, (byte)middle, (byte)last]);

        static int Not(int bit) => ~bit & 1;
    }

    private void General(Register register, Register memory, byte opcode, int mode)
    {
        _code.Add((byte)(0x48 | (((int)register >> 3) << 2) | ((int)memory >> 3)));
        _code.Add(opcode);
        _code.Add((byte)((mode << 6) | (((int)register & 7) << 3) | ((int)memory & 7)));
    }

    private void Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _code.AddRange(bytes);
    }
}
