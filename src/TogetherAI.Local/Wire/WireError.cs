namespace TogetherAI.Local.Wire;

internal sealed record WireError(WireErrorDetail Error);

internal sealed record WireErrorDetail(string Message, string Type, string? Param, string? Code);
