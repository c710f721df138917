"""Translation Memory eXchange. Source: TMX 1.4b Specification, LISA OSCAR, 2005."""
