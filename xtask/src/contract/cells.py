"""What is counted: a parameter by place, style, explode and type, a body by content type and type."""


def kind_of(value):
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    if isinstance(value, str):
        return "string"
    if isinstance(value, list):
        return f"array of {kind_of(value[0])}" if value else "array"
    return "object"


def of_parameter(parameter, value):
    if parameter["content"]:
        return f"{parameter['in']} {parameter['content']} {kind_of(value)}"
    explode = "exploded" if parameter["explode"] else "joined"
    several = isinstance(value, (list, dict))
    reserved = ", reserved allowed" if parameter["reserved"] else ""
    style = f"{parameter['style']}, {explode}" if several else parameter["style"]
    return f"{parameter['in']} {style}{reserved}: {kind_of(value)}"


def of_body(body):
    return f"body {body['content_type'].split(';')[0]}: {kind_of(body['value'])}"


def of_part(name, value, binary):
    return f"multipart part: {'file' if name in binary else kind_of(value)}"
