using TogetherAI.Engine.Kernels.Emitted;

namespace TogetherAI.Engine.Tests.Kernels.Emitted;

/// <summary>What GNU's assembler makes of the same instructions (<c>{disp32}</c> before those with memory).</summary>
public class AssemblerTests
{
    [Fact]
    public void Instructions_are_encoded_as_another_assembler_does()
    {
        Check("6262754850EB", code => code.AddByteProducts(29, 1, 3)); // vpdpbusd %zmm3, %zmm1, %zmm29
        Check("62017E486FC8", code => code.Copy(25, 24)); // vmovdqu32 %zmm24, %zmm25
        Check("62F17E486F8040020000", code => code.Load(0, Register.Rax, 0x240)); // vmovdqu32 0x240(%rax), %zmm0
        Check("62C17E487FA380000000", code => code.Store(20, Register.R11, 0x80)); // vmovdqu32 %zmm20, 0x80(%r11)
        Check("62017C485BFF", code => code.ToFloat(31, 31)); // vcvtdq2ps %zmm31, %zmm31
        Check("62F1744859D3", code => code.MultiplyFloat(2, 1, 3)); // vmulps %zmm3, %zmm1, %zmm2
        Check("62826D48B8D3", code => code.AddProductFloat(18, 2, 27)); // vfmadd231ps %zmm27, %zmm2, %zmm18
        Check("62A17D40EFC0", code => code.Zero(16)); // vpxord %zmm16, %zmm16, %zmm16
        Check("62427D4858B00C000000", code => code.Broadcast(30, Register.R8, 12)); // vpbroadcastd 0xc(%r8), %zmm30
        Check("0F189140010000", code => code.Prefetch(Register.Rcx, 0x140)); // prefetcht1 0x140(%rcx)
        Check("410F189140010000", code => code.Prefetch(Register.R9, 0x140)); // prefetcht1 0x140(%r9)
        Check("4C8B5720", code => code.LoadPointer(Register.R10, Register.Rdi, 0x20)); // mov 0x20(%rdi), %r10
        Check("4981C080040000", code => code.Add(Register.R8, 0x480)); // add $0x480, %r8
        Check("B80F0F0F0F" + "62F27D487CD8", code => code.Broadcast(3, 0x0F0F0F0F, Register.Rax)); // mov $0x0f0f0f0f, %eax; vpbroadcastd %eax, %zmm3
        Check("41B90F0F0F0F" + "62C27D487CC9", code => code.Broadcast(17, 0x0F0F0F0F, Register.R9)); // mov $0x0f0f0f0f, %r9d; vpbroadcastd %r9d, %zmm17
        Check("62F27D48318840000000", code => code.LoadBytes(1, Register.Rax, 0x40)); // vpmovzxbd 0x40(%rax), %zmm1
        Check("62C27D48308840000000", code => code.LoadBytesAsWords(17, Register.R8, 0x40)); // vpmovzxbw 0x40(%r8), %zmm17
        Check("62F27D48138020000000", code => code.LoadHalves(0, Register.Rax, 0x20)); // vcvtph2ps 0x20(%rax), %zmm0
        Check("6262754852C2", code => code.AddWordProducts(24, 1, 2)); // vpdpwssd %zmm2, %zmm1, %zmm24
        Check("62F16548DB8040000000", code => code.And(0, 3, Register.Rax, 0x40)); // vpandd 0x40(%rax), %zmm3, %zmm0
        Check("62617540DBF3", code => code.And(30, 17, 3)); // vpandd %zmm3, %zmm17, %zmm30
        Check("62F1754871908000000004", code => code.ShiftWordsRight(1, Register.Rax, 0x80, 4)); // vpsrlw $4, 0x80(%rax), %zmm1
        Check("62D16D4072B14000000010", code => code.ShiftLeft(18, Register.R9, 0x40, 16)); // vpslld $16, 0x40(%r9), %zmm18
        Check("62817540FEC1", code => code.AddInteger(16, 17, 25)); // vpaddd %zmm25, %zmm17, %zmm16
        Check("6262354040C9", code => code.MultiplyInteger(25, 25, 1)); // vpmulld %zmm1, %zmm25, %zmm25
        Check("62817C4058C0", code => code.AddFloat(16, 16, 24)); // vaddps %zmm24, %zmm16, %zmm16
        Check("62E27558B89A10000000", code => code.AddProductFloat(19, 1, Register.Rdx, 0x10)); // vfmadd231ps 0x10(%rdx){1to16}, %zmm1, %zmm19
        Check("62F27D48218840000000", code => code.LoadSignedBytes(1, Register.Rax, 0x40)); // vpmovsxbd 0x40(%rax), %zmm1
        Check("62F15D4871B08000000003", code => code.ShiftWordsLeft(4, Register.Rax, 0x80, 3)); // vpsllw $3, 0x80(%rax), %zmm4
        Check("62F35D4825CDF8", code => code.OrAnd(1, 4, 5)); // vpternlogd $0xf8, %zmm5, %zmm4, %zmm1
        Check("62F35548258840000000F8", code => code.OrAnd(1, 5, Register.Rax, 0x40)); // vpternlogd $0xf8, 0x40(%rax), %zmm5, %zmm1
        Check("62425D48A88B40000000", code => code.ProductPlus(25, 4, Register.R11, 0x40)); // vfmadd213ps 0x40(%r11), %zmm4, %zmm25
        Check("62425D48AC8B40000000", code => code.ProductFrom(25, 4, Register.R11, 0x40)); // vfnmadd213ps 0x40(%r11), %zmm4, %zmm25
        Check("4C8BDF", code => code.Move(Register.R11, Register.Rdi)); // mov.s %rdi, %r11
        Check("4D8BD0", code => code.Move(Register.R10, Register.R8)); // mov.s %r8, %r10
        Check("C5F877C3", code => code.Return()); // vzeroupper; ret
    }

    [Fact]
    public void Jumps_land_where_they_are_told()
    {
        Assembler code = new();
        int skip = code.SkipIfZero(Register.R10), loop = code.Here();
        code.Add(Register.R8, 1);
        code.LoopWhileCounting(Register.R10, loop);
        code.Land(skip);

        // test %r10, %r10; je over; add $1, %r8; dec %r10; jne back to the add
        Assert.Equal("4D85D2" + "0F8410000000" + "4981C001000000" + "49FFCA" + "0F85F0FFFFFF", Convert.ToHexString(code.Code));
    }

    private static void Check(string expected, Action<Assembler> emit)
    {
        Assembler code = new();
        emit(code);
        Assert.Equal(expected, Convert.ToHexString(code.Code));
    }
}
