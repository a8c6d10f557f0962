using System.Text;
using System.Text.Json.Nodes;

namespace TogetherAI.Engine.Tests.Tokenization.Ranks;

/// <summary>Small files of tokens by rank: all bytes, then a few longer ones.</summary>
internal static class RankFiles
{
    public static readonly byte[][] Tokens =
    [
        .. Enumerable.Range(0, 256).Select(static value => new[] { (byte)value }),
        .. ((string[])["ab", "bc", "abc", "ca", "aa", "aaa", "bca", " a", " ab", "cab", "é", "ébc", "12"]).Select(Encoding.UTF8.GetBytes),
    ];

    public static byte[] Tiktoken(IEnumerable<byte[]>? tokens = null) =>
        Encoding.ASCII.GetBytes(string.Concat((tokens ?? Tokens).Select(static (bytes, rank) => $"{Convert.ToBase64String(bytes)} {rank}\n")));

    /// <summary>As Mistral writes it, with 20 special tokens and a token more than there is room for.</summary>
    public static JsonObject Tekken() => new()
    {
        ["config"] = new JsonObject
        {
            ["pattern"] = """[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+""",
            ["num_vocab_tokens"] = 150_000,
            ["default_vocab_size"] = Tokens.Length + 20 - 1,
            ["default_num_special_tokens"] = 20,
            ["version"] = "v7",
        },
        ["vocab"] = new JsonArray([.. Tokens.Select(static (bytes, rank) => new JsonObject
        {
            ["rank"] = rank, ["token_bytes"] = Convert.ToBase64String(bytes), ["token_str"] = null,
        })]),
        ["special_tokens"] = new JsonArray(
            new JsonObject { ["rank"] = 0, ["token_str"] = "<unk>", ["is_control"] = true },
            new JsonObject { ["rank"] = 1, ["token_str"] = "<s>", ["is_control"] = true },
            new JsonObject { ["rank"] = 2, ["token_str"] = "</s>", ["is_control"] = true },
            new JsonObject { ["rank"] = 5, ["token_str"] = "[TOOL_CALLS]", ["is_control"] = true },
            new JsonObject { ["rank"] = 6, ["token_str"] = "[SHOWN]", ["is_control"] = false }),
        ["multimodal"] = null,
    };
}
