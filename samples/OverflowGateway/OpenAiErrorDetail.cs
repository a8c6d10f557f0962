namespace OverflowGateway;

internal sealed record OpenAiErrorDetail(string Message, string Type, string? Param, string? Code);
